import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx';

export type Tone = 'quiet' | 'accent' | 'ok' | 'warn' | 'danger';

const TONES: Record<Tone, string> = {
  quiet: 'bg-hover text-text',
  accent: 'bg-accent-soft text-on-accent-soft',
  ok: 'bg-hover text-ok',
  warn: 'bg-hover text-warn',
  danger: 'bg-danger-soft text-danger',
};

export interface BadgeProps {
  readonly tone?: Tone;
  /** A second sign beside the colour, for those who do not see it. */
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A word about the state of something. */
export function Badge({ tone = 'quiet', icon: Icon, children, className }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5.5 items-center gap-1 rounded-[6px] px-2 text-[12px] font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {Icon && <Icon size={12} strokeWidth={2} aria-hidden />}
      {children}
    </span>
  );
}
