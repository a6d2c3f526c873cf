import type { UsageLine } from '../../api/types';

export type By = 'agent' | 'model' | 'session' | 'day';

/** More would be a table. */
const SHOWN = 5;

/** The lines worth showing: the dearest, of days the last. Pure. */
export function top(items: readonly UsageLine[], by: By): readonly UsageLine[] {
  if (by === 'day') return items.toSorted((a, b) => b.key.localeCompare(a.key)).slice(0, SHOWN);
  return items.toSorted((a, b) => b.costUsd - a.costUsd).slice(0, SHOWN);
}
