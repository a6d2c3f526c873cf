import { useCallback, useState } from 'react';

/** How many entries are drawn at first, and how many more each time their end comes near. */
const STEP = 300;

interface Growing<T> {
  readonly shown: readonly T[];
  /** Put at the end of the list while there is more; coming into view draws more. */
  readonly end: ((element: HTMLElement | null) => (() => void) | undefined) | undefined;
}

/** Draws a long list as far as it is looked at: ten thousand rows at once would stop the page for seconds. */
export function useGrowing<T>(all: readonly T[]): Growing<T> {
  const [count, setCount] = useState(STEP);
  const end = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setCount((it) => it + STEP);
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { shown: all.slice(0, count), end: count < all.length ? end : undefined };
}
