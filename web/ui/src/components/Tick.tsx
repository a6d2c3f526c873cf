import type { MouseEvent } from 'react';

/** A box to tick beside something that is named elsewhere. Its press tells of Shift, for ranges. */
export function Tick(props: {
  readonly label: string;
  readonly on: boolean;
  readonly mixed?: boolean;
  readonly onClick: (event: MouseEvent) => void;
}) {
  const { label, on, mixed = false, onClick } = props;
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={on}
      ref={(box) => {
        if (box) box.indeterminate = mixed;
      }}
      onClick={onClick}
      // The press itself tells of Shift, which a change does not.
      onChange={() => undefined}
      className="block size-4 accent-accent max-md:size-6"
    />
  );
}
