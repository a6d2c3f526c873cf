import { useEffect, useRef } from 'react';

/** Rarely enough not to be a load, often enough to be trusted. */
const EVERY_MS = 15_000;

/** Asks anew when something is known to have changed, and now and then while somebody looks. */
export function useFresh(reload: () => void, mark: string): void {
  const seen = useRef(mark);
  useEffect(() => {
    if (seen.current === mark) return;
    seen.current = mark;
    reload();
  }, [mark, reload]);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
}
