import { Button } from '@matrixos/ui';
import type { ReactNode } from 'react';
import type { Got } from '../../api/useGet';
import type { Items } from '../../api/types';
import { words } from '../../shell/words';

export interface RowsProps<T> {
  readonly got: Got<Items<T>>;
  readonly label: string;
  /** What to say when there is none. */
  readonly none: string;
  readonly children: (item: T) => ReactNode;
}

/** A list of what one has: on its way, failed, empty, or there. */
export function Rows<T extends { readonly id: string }>({
  got,
  label,
  none,
  children,
}: RowsProps<T>) {
  if (got.value === null && got.failure !== null) {
    const { cause, effect } = words(got.failure);
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-muted">
          {cause} {effect}
        </p>
        <Button onClick={() => void got.reload()}>Try again</Button>
      </div>
    );
  }
  if (got.value === null) return <div className="skeleton h-14 w-full rounded-control" />;
  if (got.value.items.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul aria-label={label} className="-my-2 flex flex-col divide-y divide-line">
      {got.value.items.map((item) => (
        <li key={item.id} className="flex items-center gap-4 py-3">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}

/** One line of such a list: what it is, and what else is known. */
export const Row = (props: { readonly name: ReactNode; readonly children: ReactNode }) => (
  <div className="min-w-0 flex-1">
    <p className="font-medium">{props.name}</p>
    <p className="text-[13px] text-muted">{props.children}</p>
  </div>
);
