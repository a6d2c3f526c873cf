import type { ReactNode } from 'react';
import { cx } from '../cx';

export type StateTone = 'plain' | 'ok' | 'warn' | 'danger' | 'accent';

const DOTS: Record<StateTone, string> = {
  plain: 'bg-muted',
  ok: 'bg-ok',
  warn: 'bg-warn',
  danger: 'bg-danger',
  accent: 'bg-accent',
};

export interface StatePillProps {
  readonly tone?: StateTone;
  /** The dot breathes: something is under way. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A state in a word. The colour only repeats what the word says. */
export const StatePill = ({ tone = 'plain', busy = false, children }: StatePillProps) => (
  <span className="inline-flex h-6 shrink-0 items-center gap-2 rounded-full border border-line bg-raised px-2.5 text-[13px] font-medium whitespace-nowrap">
    <span aria-hidden className={cx('size-2 rounded-full', DOTS[tone], busy && 'animate-pulse')} />
    {children}
  </span>
);
