import { useCallback, useEffect, useState } from 'react';
import { call, type Call, type Failure, type Result } from '../../api/http';
import { accountIs, loadSession } from '../../api/session';

/** What is known of something that was asked for. A failed repetition keeps what was known before. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly etag: string | null;
  /** Why the newest request brought nothing. */
  readonly failure: Failure | null;
  /** What is shown answers another path than the one that is asked for; asking the same again does not count. */
  readonly busy: boolean;
  readonly reload: () => void;
}

interface Known<T> {
  readonly value: T | null;
  readonly etag: string | null;
  readonly failure: Failure | null;
  /** The path that this answers. */
  readonly asked: string | null;
}

const NOTHING = { value: null, etag: null, failure: null, asked: null };

/** Asks for a path, and again when it changes, when the network is back, and on `reload`. */
export function useLoad<T>(path: string): Loaded<T> {
  const [known, setKnown] = useState<Known<T>>(NOTHING);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((it) => it + 1), []);
  useEffect(() => {
    const stop = new AbortController();
    void ask<T>(path, { signal: stop.signal }).then((answer) => {
      if (!stop.signal.aborted) setKnown((before) => after(before, answer, path));
    });
    return () => stop.abort();
  }, [path, round]);
  useEffect(() => {
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [reload]);
  return { ...known, busy: known.asked !== path, reload };
}

const after = <T>(before: Known<T>, answer: Result<T>, asked: string): Known<T> =>
  answer.ok
    ? { value: answer.value, etag: answer.etag, failure: null, asked }
    : { ...before, failure: answer.failure, asked };

/**
 * A call of the operator's API. Who is signed out meanwhile is sent to the way in, and who is no admin any more to where
 * nothing is: admin routes do not exist for others, so a "not found" may mean just that.
 */
export async function ask<T>(path: string, asked: Call = {}): Promise<Result<T>> {
  const answer = await call<T>(path, asked);
  if (answer.ok) return answer;
  if (answer.failure.kind === 'signed-out') accountIs(null);
  if (answer.failure.kind === 'refused' && answer.failure.status === 404) void loadSession();
  return answer;
}
