import { useId, type ReactNode } from 'react';
import { cx } from '../cx';

export interface PanelProps {
  readonly title: string;
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** Right after the title: a state in a word. */
  readonly mark?: ReactNode;
  /** At the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  readonly id?: string;
}

/** A part of a page with a name: what belongs together, on one ground. */
export function Panel({ title, lead, mark, aside, children, className, id }: PanelProps) {
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
        <div className="min-w-0 flex-[1_1_220px]">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id={heading} className="text-[16px] leading-6 font-semibold tracking-[-0.01em]">
              {title}
            </h2>
            {mark}
          </div>
          {lead !== undefined && <p className="mt-0.5 max-w-[64ch] text-muted">{lead}</p>}
        </div>
        {aside}
      </div>
      {children !== undefined && <div className="mt-5 empty:hidden">{children}</div>}
    </section>
  );
}
