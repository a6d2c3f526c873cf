import { useEffect, useRef } from 'react';
import { underWay } from '../model/verbs';

/** Rarely enough not to be a load, often enough to be trusted. */
const EVERY_MS = 15_000;

/** While something is under way its end is waited for. */
const QUICKLY_MS = 1_500;

/**
 * Asks anew when something is known to have changed, and now and then while somebody looks; more often while one of the
 * states that are shown is on its way to another.
 */
export function useFresh(reload: () => void, mark: string, states: readonly string[] = []): void {
  const seen = useRef(mark);
  const every = states.some(underWay) ? QUICKLY_MS : EVERY_MS;
  useEffect(() => {
    if (seen.current === mark) return;
    seen.current = mark;
    reload();
  }, [mark, reload]);
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && reload(), every);
    return () => clearInterval(timer);
  }, [reload, every]);
}
