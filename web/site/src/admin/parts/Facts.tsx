import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, side by side. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl>
    {facts.map(({ name, value }) => (
      <div
        key={name}
        className="flex min-h-9 items-baseline justify-between gap-4 border-b border-line py-2 last:border-0 last:pb-0"
      >
        <dt className="shrink-0 text-muted">{name}</dt>
        <dd className="min-w-0 text-right tabular">{value}</dd>
      </div>
    ))}
  </dl>
);
