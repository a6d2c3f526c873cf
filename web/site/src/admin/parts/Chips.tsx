import { useId } from 'react';

export interface ChipsProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [
    value: string,
    label: string,
    count?: number | null | undefined,
  ])[];
  readonly onChange: (value: string) => void;
}

/** A choice of one among a few, as pills. Plain radio buttons underneath: the arrow keys are the browser's. */
export function Chips({ label, value, options, onChange }: ChipsProps) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map(([option, text, count]) => (
          <label
            key={option}
            className="relative inline-flex h-9 items-center gap-1.5 rounded-control border border-line-strong bg-raised px-3 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:text-on-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-(--mx-focus) max-md:h-11"
          >
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
              className="absolute inset-0 appearance-none outline-none"
            />
            {text}
            {count !== undefined && count !== null && (
              <span className="text-[12px] tabular">{count}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
