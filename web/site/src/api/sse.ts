import { useEffect, useReducer } from 'react';
import { platformUrl } from './http';
import { loadSession } from './session';

/** What a page knows of something that it follows. The last value stays when the line breaks. */
export interface Followed<T> {
  readonly value: T | null;
  /** Since when nothing is heard, in ms of the epoch; `null` while the line is open or was never tried. */
  readonly offlineSince: number | null;
}

export type Heard<T> =
  | { readonly kind: 'opened' }
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'lost'; readonly at: number };

/** Pure: what is known after something was heard. */
export function hear<T>(known: Followed<T>, heard: Heard<T>): Followed<T> {
  switch (heard.kind) {
    case 'opened':
      return { ...known, offlineSince: null };
    case 'value':
      return { value: heard.value, offlineSince: null };
    case 'lost':
      return { ...known, offlineSince: known.offlineSince ?? heard.at };
  }
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Doubles from half a second to a quarter of a minute, with up to a third of chance, so that pages do not come back all at once. */
export const waitBefore = (attempt: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (1 + chance / 3);

/**
 * Follows one event of one address until the returned function is called. The browser's own reconnecting ends at the
 * first answer that is not a stream (a restart answers 502), so the line is opened anew here.
 */
export function follow<T>(
  path: string,
  event: string,
  hears: (heard: Heard<T>) => void,
): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const open = (): void => {
    const line = new EventSource(platformUrl(path), { withCredentials: true });
    source = line;
    line.onopen = () => {
      attempt = 0;
      hears({ kind: 'opened' });
    };
    line.addEventListener(event, ({ data }: MessageEvent<string>) =>
      hears({ kind: 'value', value: JSON.parse(data) as T }),
    );
    line.onerror = () => {
      line.close();
      hears({ kind: 'lost', at: Date.now() });
      // A line does not tell why it broke; whether one is still signed in is asked beside it.
      void loadSession();
      timer = setTimeout(open, waitBefore(attempt++, Math.random()));
    };
  };

  /** The network is back: waiting longer would be for nothing. */
  const hurry = (): void => {
    if (source?.readyState !== EventSource.CLOSED) return;
    clearTimeout(timer);
    open();
  };

  open();
  window.addEventListener('online', hurry);
  return () => {
    window.removeEventListener('online', hurry);
    clearTimeout(timer);
    source?.close();
  };
}

/** Follows while the component is shown; `null` follows nothing. */
export function useFollowed<T>(path: string | null, event: string): Followed<T> {
  const [known, dispatch] = useReducer(hear<T>, { value: null, offlineSince: null });
  useEffect(() => (path === null ? undefined : follow<T>(path, event, dispatch)), [path, event]);
  return known;
}
