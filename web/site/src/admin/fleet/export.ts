import type { Page } from '../../api/types';
import type { Failure, Result } from '../../api/http';
import { ask } from '../data/useLoad';
import type { Row } from '../data/wire';
import { csv } from '../model/csv';
import { apiQuery } from '../model/view';
import type { FleetView } from './spec';

const COLUMNS = [
  'handle',
  'state',
  'cause',
  'memoryBytes',
  'memoryLimitBytes',
  'cpuPercent',
  'diskBytes',
  'lastActive',
  'createdAt',
  'todayUsd',
  'monthUsd',
  'monthLimitUsd',
  'version',
  'outdated',
  'port',
  'shellPort',
] as const satisfies readonly (keyof Row)[];

/** A cursor that never ends must not keep the page busy for ever. */
const MOST_PAGES = 200;

/** All computers of a view, not only the page that is shown, as CSV; or why it could not be made. */
export async function exportCsv(view: FleetView): Promise<string | Failure> {
  const rows: Row[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page < MOST_PAGES; page++) {
    const answer: Result<Page<Row>> = await ask<Page<Row>>(
      `/api/containers${apiQuery({ ...view, cursor }, { limit: 200 })}`,
    );
    if (!answer.ok) return answer.failure;
    rows.push(...answer.value.items);
    cursor = answer.value.nextCursor;
  }
  return csv(
    ['owner', 'email', ...COLUMNS],
    rows.map((row) => [row.owner?.handle, row.owner?.email, ...COLUMNS.map((name) => row[name])]),
  );
}
