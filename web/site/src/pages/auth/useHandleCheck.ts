import { useEffect, useState } from 'react';
import { call } from '../../api/http';
import type { HandleAnswer } from '../../api/types';

/** A pause in typing that is long enough to ask in. */
const PAUSE_MS = 300;

/** What is known of a name that is being typed; `null` while it is not known. */
export function useHandleCheck(handle: string): HandleAnswer | null {
  const [answer, setAnswer] = useState<HandleAnswer | null>(null);
  useEffect(() => {
    if (handle === '') return undefined;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      const path = `/api/handles/${encodeURIComponent(handle)}`;
      void call<HandleAnswer>(path, { signal: gone.signal }).then((got) => {
        // Without an answer nothing is said: the platform decides when the form is sent.
        if (got.ok && !gone.signal.aborted) setAnswer(got.value);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [handle]);
  return answer?.handle === handle ? answer : null;
}
