import { create } from 'zustand';

/** A short word at the edge of the page, also read out; for what has no place of its own. */
export interface Said {
  /** Tells two equal texts apart. */
  readonly id: number;
  readonly text: string;
}

export const useSaid = create<{ readonly said: Said | null }>()(() => ({ said: null }));

/** Long enough to be read twice. */
const SHOWN_MS = 6_000;

let last = 0;

export function say(text: string): void {
  const id = ++last;
  useSaid.setState({ said: { id, text } });
  setTimeout(() => {
    if (useSaid.getState().said?.id === id) useSaid.setState({ said: null });
  }, SHOWN_MS);
}
