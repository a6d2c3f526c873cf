import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Button } from './Button';

export interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** One sentence: why it is so, and what it means for the person's data. */
  readonly children: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** `alert` interrupts a screen reader; the rest is read when it is its turn. */
  readonly role?: 'alert' | 'status';
}

/** The shape of every empty and every failed view: a quiet symbol, a cause, one button. */
export function Notice({ icon: Icon, title, children, action, role = 'status' }: NoticeProps) {
  return (
    <div
      role={role}
      className="rise flex h-full flex-col items-center justify-center gap-1 p-6 text-center"
    >
      <span className="mb-3 flex size-12 items-center justify-center rounded-panel bg-accent-soft text-on-accent-soft">
        <Icon size={22} strokeWidth={1.6} aria-hidden />
      </span>
      <p className="text-[15px] font-semibold">{title}</p>
      <p className="max-w-[42ch] text-muted">{children}</p>
      {action && (
        <Button kind="primary" className="mt-4" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
