import { CircleAlert, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx';
import { Button } from './Button';

type Tone = 'info' | 'warn' | 'danger';

const LOOK: Record<Tone, readonly [LucideIcon, string]> = {
  info: [Info, 'text-muted'],
  warn: [TriangleAlert, 'text-warn'],
  danger: [CircleAlert, 'text-danger'],
};

export interface BannerProps {
  readonly tone?: Tone;
  readonly title: string;
  /** What it means for the person's data. */
  readonly children?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void; readonly busy?: boolean };
  /** `alert` interrupts a screen reader. */
  readonly role?: 'alert' | 'status';
  readonly className?: string;
}

/** A sentence above what it is about: cause, effect, one button. */
export function Banner(props: BannerProps) {
  const { tone = 'info', title, children, action, role = 'status', className } = props;
  const [Icon, colour] = LOOK[tone];
  return (
    <div
      role={role}
      className={cx(
        'flex flex-wrap items-center gap-x-4 gap-y-3 rounded-panel border border-line px-4 py-3',
        tone === 'danger' ? 'bg-danger-soft' : 'bg-surface',
        className,
      )}
    >
      <div className="flex min-w-0 flex-[1_1_220px] items-center gap-3">
        <Icon size={18} strokeWidth={1.75} aria-hidden className={cx('shrink-0', colour)} />
        <div className="min-w-0">
          <p className="font-medium">{title}</p>
          {children !== undefined && <p className="text-[13px]">{children}</p>}
        </div>
      </div>
      {action && (
        <Button disabled={action.busy} onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
