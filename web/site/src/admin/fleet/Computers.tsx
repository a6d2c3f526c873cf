import { Button, DataTable, Notice } from '@matrixos/ui';
import { Download, RefreshCw, SearchX, Server } from 'lucide-react';
import { useReducer, useState } from 'react';
import type { Page } from '../../api/types';
import { say } from '../../shell/announce';
import { oneLine } from '../../shell/words';
import { useLoad } from '../data/useLoad';
import { useWork } from '../data/work';
import type { FleetNow, Row } from '../data/wire';
import { allShown, NOTHING, select } from '../model/selection';
import { apiQuery } from '../model/view';
import { Chips } from '../parts/Chips';
import { download } from '../parts/download';
import { Loads } from '../parts/Loads';
import { Pager } from '../parts/Pager';
import { SearchField } from '../parts/SearchField';
import { TableFrame } from '../parts/TableFrame';
import { useFresh } from '../parts/useFresh';
import { useView } from '../parts/useView';
import { BulkBar } from './BulkBar';
import { COLUMNS } from './columns';
import { FLEET_VIEW, PAGE_SIZE, type FleetView } from './spec';

/** The computers: found, ordered, paged by the platform; what is shown is in the address. */
export function Computers({ fleet }: { readonly fleet: FleetNow | null }) {
  const { view, change, next, previous, first } = useView(FLEET_VIEW);
  const loaded = useLoad<Page<Row>>(`/api/containers${apiQuery(view, { limit: PAGE_SIZE })}`);
  const changes = useWork((it) => it.changes);
  useFresh(
    loaded.reload,
    `${changes} ${counts(fleet)}`,
    loaded.value?.items.map(({ state }) => state),
  );

  return (
    <section aria-labelledby="computers" className="mt-8">
      <div className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
        <h2 id="computers" className="w-full text-[17px] font-semibold">
          Computers
        </h2>
        <SearchField
          label="Find"
          placeholder="Handle, owner or e-mail"
          value={view.q}
          onSearch={(q) => change({ q })}
          className="w-72 max-sm:w-full"
        />
        <Chips
          label="State"
          value={view.status}
          options={[
            ['', 'All', fleet?.total],
            ['running', 'Running', fleet?.running],
            ['frozen', 'Frozen', fleet?.frozen],
            ['stopped', 'Stopped', fleet?.stopped],
            ['failed', 'Failed', fleet?.failed],
          ]}
          onChange={(status) => change({ status })}
        />
        <div className="ml-auto flex gap-2 max-sm:ml-0">
          <Button onClick={loaded.reload}>
            <RefreshCw size={15} aria-hidden />
            Refresh
          </Button>
          <ExportButton view={view} />
        </div>
      </div>
      <Loads from={loaded} label="computers" lines={8}>
        {(page) =>
          page.items.length === 0 ? (
            <Nobody view={view} onAll={() => change(FLEET_VIEW.defaults)} />
          ) : (
            <>
              <Table
                page={page}
                busy={loaded.busy}
                sort={view.sort}
                onSort={(sort) => change({ sort })}
              />
              <Pager page={page} first={first} things="computers" onBack={previous} onNext={next} />
            </>
          )
        }
      </Loads>
    </section>
  );
}

const counts = (fleet: FleetNow | null): string =>
  fleet === null ? '' : `${fleet.running} ${fleet.frozen} ${fleet.stopped} ${fleet.failed}`;

interface TableProps {
  readonly page: Page<Row>;
  readonly busy: boolean;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

function Table({ page, busy, sort, onSort }: TableProps) {
  const [selection, dispatch] = useReducer(select, NOTHING);
  const shown = page.items.map(({ handle }) => handle);
  const handles = [...selection.keys];
  return (
    <>
      <TableFrame>
        <DataTable
          label="Computers"
          columns={COLUMNS}
          rows={page.items}
          keyOf={(row) => row.handle}
          sort={sort}
          onSort={onSort}
          busy={busy}
          ticks={{
            ticked: (key) => selection.keys.has(key),
            all: allShown(selection, shown),
            some: shown.some((key) => selection.keys.has(key)),
            onTick: (key, range) =>
              dispatch(range ? { type: 'range', key, shown } : { type: 'toggle', key }),
            onAll: () => dispatch({ type: 'page', shown }),
          }}
        />
      </TableFrame>
      {handles.length > 0 && (
        <BulkBar handles={handles} onClear={() => dispatch({ type: 'clear' })} />
      )}
    </>
  );
}

function Nobody({ view, onAll }: { readonly view: FleetView; readonly onAll: () => void }) {
  const filtered = view.q !== '' || view.status !== '' || view.cursor !== '';
  return (
    <div className="rounded-panel border border-line bg-surface py-10">
      {filtered ? (
        <Notice icon={SearchX} title="No computer fits" action={{ label: 'Show all', run: onAll }}>
          There is none with this text in this state.
        </Notice>
      ) : (
        <Notice icon={Server} title="No computers yet">
          The first one is made when somebody signs up and opens it.
        </Notice>
      )}
    </div>
  );
}

function ExportButton({ view }: { readonly view: FleetView }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const { exportCsv } = await import('./export');
    const made = await exportCsv(view);
    setBusy(false);
    if (typeof made === 'string') download(made, 'computers.csv', 'text/csv');
    else say(`The list was not exported. ${oneLine(made)}`);
  };
  return (
    <Button disabled={busy} onClick={() => void run()}>
      <Download size={15} aria-hidden />
      Export CSV
    </Button>
  );
}
