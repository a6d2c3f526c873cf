import { cx, Meter } from '@matrixos/ui';
import type { ReactNode } from 'react';
import type { FleetNow } from '../data/wire';
import { formatBytes, formatCount, formatMs, formatUsd } from '../parts/format';
import { When } from '../parts/When';

interface TileProps {
  readonly label: string;
  /** Null while it is not known. */
  readonly figure: ReactNode | null;
  readonly note?: ReactNode;
  readonly bad?: boolean;
  readonly wide?: boolean;
  readonly loading: boolean;
  readonly children?: ReactNode;
}

/** One figure. It is there, or on its way, or not known; what becomes of the others is nothing to it. */
function Tile(props: TileProps) {
  const { label, figure, note, bad = false, loading } = props;
  return (
    <div
      className={cx(
        'flex min-w-0 flex-col rounded-panel border border-line bg-surface px-4 py-3 shadow-1',
        props.wide === true && 'col-span-2',
      )}
    >
      <dt className="text-[13px] text-muted">{label}</dt>
      {loading ? (
        <dd className="skeleton mt-1.5 h-7 w-20 rounded-control">
          <span className="sr-only">Loading</span>
        </dd>
      ) : (
        <dd className="mt-0.5 flex min-w-0 flex-1 flex-col">
          <span
            className={cx(
              'text-[22px] leading-8 font-semibold tracking-[-0.02em] tabular',
              bad && 'text-danger',
            )}
          >
            {figure ?? '—'}
          </span>
          <span className="text-[13px] text-muted">{figure === null ? 'Not known now' : note}</span>
          {figure !== null && props.children}
        </dd>
      )}
    </div>
  );
}

const NOT_KNOWN: FleetNow = {
  running: null,
  frozen: null,
  stopped: null,
  failed: null,
  total: null,
  memory: null,
  spend: null,
  wake: null,
  outOfMemory24h: null,
  engine: null,
  version: null,
};

export interface TilesProps {
  readonly fleet: FleetNow | null;
  /** An answer is on its way. */
  readonly loading: boolean;
}

/** What the operator must know at a glance. */
export function Tiles({ fleet, loading }: TilesProps) {
  const wait = fleet === null && loading;
  const now = fleet ?? NOT_KNOWN;
  return (
    <dl aria-label="Fleet" className="grid grid-cols-2 gap-3 sm:grid-cols-4 xl:grid-cols-6">
      <Tile
        label="Running"
        figure={now.running}
        note={now.total === null ? undefined : `of ${formatCount(now.total)}`}
        loading={wait}
      />
      <Tile label="Frozen" figure={now.frozen} note="Wake at once" loading={wait} />
      <Tile label="Stopped" figure={now.stopped} note="Start when visited" loading={wait} />
      <Trouble label="Failed" count={now.failed} note="Need a look" loading={wait} />
      <Memory memory={now.memory} loading={wait} />
      <Spend spend={now.spend} loading={wait} />
      <Wake wake={now.wake} loading={wait} />
      <Trouble
        label="Out of memory, 24 h"
        count={now.outOfMemory24h}
        note="Killed at their limit"
        loading={wait}
      />
      <Engine engine={now.engine} loading={wait} />
      <Image version={now.version} loading={wait} />
    </dl>
  );
}

type Part<K extends keyof FleetNow> = { readonly [P in K]: FleetNow[P] } & {
  readonly loading: boolean;
};

interface TroubleProps {
  readonly label: string;
  readonly count: number | null;
  readonly note: string;
  readonly loading: boolean;
}

/** A count that is best at nought. */
function Trouble({ label, count, note, loading }: TroubleProps) {
  const some = count !== null && count > 0;
  return (
    <Tile label={label} figure={count} bad={some} note={some ? note : 'None'} loading={loading} />
  );
}

function Memory({ memory, loading }: Part<'memory'>) {
  const limit = memory?.limitBytes ?? 0;
  const used = memory?.committedBytes ?? 0;
  return (
    <Tile
      label="Memory committed"
      figure={memory && `${formatBytes(used)} of ${formatBytes(limit)}`}
      note={memory && `Room for ${memory.roomFor} more · host ${formatBytes(memory.hostBytes)}`}
      wide
      loading={loading}
    >
      <Meter
        label="Memory committed"
        value={limit > 0 ? used / limit : 0}
        text={`${formatBytes(used)} of ${formatBytes(limit)}`}
        className="mt-2 h-1.5 w-full"
      />
    </Tile>
  );
}

const Spend = ({ spend, loading }: Part<'spend'>) => (
  <Tile
    label="Spent today"
    figure={spend && formatUsd(spend.todayUsd)}
    note={spend && `${formatUsd(spend.monthUsd)} this month`}
    loading={loading}
  />
);

function Wake({ wake, loading }: Part<'wake'>) {
  const { p50Ms = null, p95Ms = null, count = 0 } = wake ?? {};
  const slow = p95Ms === null ? '—' : formatMs(p95Ms);
  return (
    <Tile
      label="Wake, half within"
      figure={wake && (p50Ms === null ? 'No wake yet' : formatMs(p50Ms))}
      note={p50Ms === null ? undefined : `95 % within ${slow} · ${formatCount(count)} wakes`}
      loading={loading}
    />
  );
}

const Engine = ({ engine, loading }: Part<'engine'>) => (
  <Tile
    label="Engine"
    figure={engine && (engine.ok ? 'Healthy' : 'Not well')}
    bad={engine?.ok === false}
    note={engine?.detail}
    loading={loading}
  />
);

const Image = ({ version, loading }: Part<'version'>) => (
  <Tile
    label="Present image"
    figure={version && <span className="text-[15px]">{version.image}</span>}
    note={
      version && (
        <>
          Made <When at={version.created} />
        </>
      )
    }
    loading={loading}
    wide
  />
);
