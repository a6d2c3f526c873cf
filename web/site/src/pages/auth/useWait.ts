import { useEffect, useState } from 'react';
import type { Failure } from '../../api/http';

/** Seconds left until the platform listens again, after it said so; 0 when it listens. */
export function useWait(failure: Failure | null): number {
  const seconds = failure?.kind === 'refused' ? (failure.retryAfter ?? 0) : 0;
  const [passed, setPassed] = useState<{ readonly of: Failure | null; readonly seconds: number }>({
    of: null,
    seconds: 0,
  });
  useEffect(() => {
    if (seconds === 0) return undefined;
    const from = Date.now();
    const timer = setInterval(
      () => setPassed({ of: failure, seconds: Math.floor((Date.now() - from) / 1000) }),
      500,
    );
    return () => clearInterval(timer);
  }, [failure, seconds]);
  return Math.max(0, seconds - (passed.of === failure ? passed.seconds : 0));
}
