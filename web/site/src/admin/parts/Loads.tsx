import type { ReactNode } from 'react';
import type { Loaded } from '../data/useLoad';
import { Failed, Lines, Stale } from './Trouble';

export interface LoadsProps<T> {
  readonly from: Loaded<T>;
  readonly label: string;
  readonly lines?: number;
  readonly children: (value: T) => ReactNode;
}

/** Shows what was loaded, or why not, or that it is on its way; a failure after a success keeps what was shown. */
export function Loads<T>({ from, label, lines = 3, children }: LoadsProps<T>) {
  const { value, failure, reload } = from;
  if (value === null) {
    return failure === null ? (
      <Lines count={lines} label={`Loading ${label}`} />
    ) : (
      <Failed failure={failure} onRetry={reload} />
    );
  }
  return (
    <>
      {failure !== null && <Stale failure={failure} onRetry={reload} />}
      {children(value)}
    </>
  );
}
