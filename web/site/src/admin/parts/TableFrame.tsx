import type { ReactNode } from 'react';

/** The ground of a table. On a phone the rows are cards, which have their own. */
export const TableFrame = ({ children }: { readonly children: ReactNode }) => (
  <div className="md:overflow-x-auto md:rounded-panel md:border md:border-line md:bg-surface md:shadow-1">
    {children}
  </div>
);
