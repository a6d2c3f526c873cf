import type { ButtonHTMLAttributes, Ref } from 'react';
import { cx } from '../cx';

type Kind = 'primary' | 'quiet' | 'danger';

const KINDS: Record<Kind, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover shadow-1',
  quiet: 'bg-raised text-text border border-line-strong hover:bg-hover',
  danger: 'bg-danger-soft text-danger hover:bg-hover',
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: Kind;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words. One `primary` per view: it is the way on. */
export function Button({ kind = 'quiet', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex h-8 items-center justify-center gap-2 rounded-control px-3 font-medium transition-colors disabled:opacity-50 max-md:h-11 max-md:px-4',
        KINDS[kind],
        className,
      )}
      {...rest}
    />
  );
}
