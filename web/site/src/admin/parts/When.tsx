import { useEffect, useState } from 'react';
import { ago, moment } from '../model/time';

const STEP_MS = 20_000;

/** Now, as often as "3 min ago" needs it. */
export function useNow(stepMs = STEP_MS): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return now;
}

/** A moment as one thinks of it, with the exact one as a hint. */
export function When({ at }: { readonly at: string | null }) {
  const now = useNow();
  if (at === null) return <span className="text-muted">never</span>;
  return (
    <time dateTime={at} title={moment(at)} className="whitespace-nowrap">
      {ago(at, now)}
    </time>
  );
}
