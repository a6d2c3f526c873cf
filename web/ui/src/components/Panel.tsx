import { useId, type ReactNode } from 'react';
import { cx } from '../cx';

export interface PanelProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly id?: string;
}

/** A part of a page with a name: what belongs together, on one ground. */
export function Panel({ title, lead, aside, children, className, id }: PanelProps) {
  const heading = useId();
  return (
    <section
      id={id}
      aria-labelledby={heading}
      className={cx(
        'rounded-panel border border-line bg-surface p-6 shadow-1 max-sm:p-4',
        className,
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h2 id={heading} className="text-[16px] leading-6 font-semibold tracking-[-0.01em]">
            {title}
          </h2>
          {lead !== undefined && <p className="mt-0.5 max-w-[64ch] text-muted">{lead}</p>}
        </div>
        {aside}
      </div>
      {children !== undefined && <div className="mt-5">{children}</div>}
    </section>
  );
}
