import type { LucideIcon } from 'lucide-react';
import { cx } from '../cx';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon: LucideIcon;
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** Show the words beside the icons. */
  readonly words?: boolean;
}

/** Two to four choices of which one holds. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      className="inline-flex gap-0.5 rounded-control bg-hover p-0.5"
    >
      {props.choices.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={value === props.value}
          aria-label={label}
          title={label}
          onClick={() => props.onChange(value)}
          className={cx(
            'inline-flex h-6 items-center gap-1.5 rounded-[6px] px-2.5 text-muted transition-colors hover:text-text max-md:h-10 max-md:px-3',
            'aria-checked:bg-raised aria-checked:text-text aria-checked:shadow-1',
          )}
        >
          <Icon size={14} strokeWidth={1.75} aria-hidden />
          {props.words === true && <span aria-hidden>{label}</span>}
        </button>
      ))}
    </div>
  );
}
