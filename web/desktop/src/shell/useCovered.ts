import { useEffect, useState } from 'react';
import { useConnection } from '../net/connection';
import { covered, QUIET_MS } from '../net/health';

/** Is the desktop covered now? Looks again when a break stops being short. */
export function useCovered(): boolean {
  const health = useConnection((it) => it.health);
  const since = useConnection((it) => it.since);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, since + QUIET_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [health, since]);
  return covered({ health, since }, now);
}
