import { ChevronDown } from 'lucide-react';
import { useId, type ReactNode, type SelectHTMLAttributes } from 'react';

export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> {
  readonly label: string;
  /** The name is read out but not drawn: beside other things in one line. */
  readonly bare?: boolean;
  /** `<option>`s. */
  readonly children: ReactNode;
}

/** One of a few, by the browser's own list: it is the best one on a phone. */
export function Select({ label, bare = false, className, children, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'mb-1.5 block font-medium'}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          className="h-9 w-full appearance-none rounded-control border border-line-strong bg-raised pr-9 pl-3 transition-colors hover:bg-hover max-md:h-11 max-md:text-[16px]"
          {...rest}
        >
          {children}
        </select>
        <ChevronDown
          size={16}
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-3 my-auto text-muted"
        />
      </div>
    </div>
  );
}
