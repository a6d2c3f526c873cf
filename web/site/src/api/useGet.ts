import { useCallback, useEffect, useState } from 'react';
import { call, type Failure, type Result } from './http';
import { loadSession } from './session';

export interface Got<T> {
  /** The last good answer; it stays while a new one is fetched, and when that fails. */
  readonly value: T | null;
  readonly failure: Failure | null;
  /** The version of what was read, for `If-Match`. */
  readonly etag: string | null;
  readonly reload: () => Promise<void>;
  /** Shows what is known to be so now, before it is fetched again. */
  readonly put: (value: T) => void;
}

/** Reads one address when shown, and again when asked to. */
export function useGet<T>(path: string): Got<T> {
  const [value, put] = useState<T | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const [etag, setEtag] = useState<string | null>(null);

  const take = useCallback((answer: Result<T>): void => {
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) {
      put(answer.value);
      setEtag(answer.etag);
    } else if (answer.failure.kind === 'signed-out') {
      void loadSession();
    }
  }, []);

  useEffect(() => {
    const gone = new AbortController();
    void call<T>(path, { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted) take(answer);
    });
    return () => gone.abort();
  }, [path, take]);

  const reload = useCallback(async () => take(await call<T>(path)), [path, take]);
  return { value, failure, etag, reload, put };
}
