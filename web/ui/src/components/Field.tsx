import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { cx } from '../cx';

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  readonly label: string;
  /** What to know before typing. */
  readonly hint?: ReactNode;
  /** What is wrong with what was typed; said at once to a screen reader. */
  readonly error?: string | null;
  /** Drawn inside, at the end: a unit, a button. */
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
}

const BOX =
  'flex h-9 items-center rounded-control border bg-raised transition-colors focus-within:outline-2 focus-within:outline-offset-1 max-md:h-11';

/** A line to type into, with its name above and what is wrong with it below. */
export function Field({ label, hint, error, after, className, ...rest }: FieldProps) {
  const id = useId();
  const wrong = error != null && error !== '';
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <div
        className={cx(BOX, wrong ? 'border-danger' : 'border-line-strong')}
        style={{ outlineColor: 'var(--mx-focus)' }}
      >
        <input
          id={id}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}h ${id}e`}
          className="h-full w-full min-w-0 flex-1 bg-transparent px-3 outline-none placeholder:text-muted max-md:text-[16px]"
          {...rest}
        />
        {after}
      </div>
      <p id={`${id}e`} role="alert" className="text-[13px] text-danger">
        {wrong && <span className="mt-1.5 block">{error}</span>}
      </p>
      <div id={`${id}h`} className="text-[13px] text-muted">
        {hint !== undefined && !wrong && <div className="mt-1.5">{hint}</div>}
      </div>
    </div>
  );
}
