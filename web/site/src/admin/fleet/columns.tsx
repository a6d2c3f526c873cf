import { Badge, IconButton, Meter, type Column } from '@matrixos/ui';
import {
  ArrowUpCircle,
  EllipsisVertical,
  ExternalLink,
  Info,
  Play,
  RotateCw,
  Square,
  Trash2,
  User,
  type LucideIcon,
} from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { platformUrl } from '../../api/http';
import { doingTo, useWork, wish } from '../data/work';
import type { Row } from '../data/wire';
import { share } from '../model/limit';
import { hindrance, VERBS, type Verb } from '../model/verbs';
import { formatBytes, formatPercent, formatUsd } from '../parts/format';
import { Menu, type MenuItem } from '../parts/Menu';
import { State } from '../parts/State';
import { When } from '../parts/When';

export const computerPath = (handle: string): string =>
  `/admin/computers/${encodeURIComponent(handle)}`;

export const userPath = (id: string): string => `/admin/users/${encodeURIComponent(id)}`;

const None = () => <span className="text-muted">—</span>;

function Bar(props: { readonly label: string; readonly value: number; readonly text: string }) {
  return (
    <div className="flex w-28 flex-col gap-1 max-md:w-full max-md:max-w-52">
      <span className="text-[13px] tabular">{props.text}</span>
      <Meter label={props.label} value={props.value} text={props.text} className="h-1 w-full" />
    </div>
  );
}

function Memory({ row }: { readonly row: Row }) {
  const { memoryBytes: used, memoryLimitBytes: limit } = row;
  if (used === null) return <None />;
  if (limit === null) return <>{formatBytes(used)}</>;
  return (
    <Bar
      label={`Memory of ${row.handle}`}
      value={limit > 0 ? used / limit : 1}
      text={`${formatBytes(used)} / ${formatBytes(limit)}`}
    />
  );
}

function Cost({ row }: { readonly row: Row }) {
  const { monthUsd: used, monthLimitUsd: limit } = row;
  if (used === null) return <None />;
  const part = share(used, limit);
  if (part === null || limit == null) return <span className="tabular">{formatUsd(used)}</span>;
  return (
    <Bar
      label={`Budget of ${row.handle}`}
      value={part}
      text={`${formatUsd(used)} / ${formatUsd(limit)}`}
    />
  );
}

function StateCell({ row }: { readonly row: Row }) {
  const runs = useWork((it) => it.runs);
  return (
    <div className="flex min-w-0 flex-col items-start gap-0.5">
      <State state={row.state} doing={doingTo(runs, row.handle)} />
      {row.cause !== null && (
        <span className="line-clamp-2 max-w-52 text-[12px] leading-4 text-muted" title={row.cause}>
          {row.cause}
        </span>
      )}
    </div>
  );
}

const Owner = ({ row }: { readonly row: Row }) =>
  row.owner === null ? (
    <span className="text-muted" title={row.ownerId ?? undefined}>
      no account
    </span>
  ) : (
    <Link href={userPath(row.owner.id)} className="hover:underline" title={row.owner.email}>
      {row.owner.handle}
    </Link>
  );

const Version = ({ row }: { readonly row: Row }) => (
  <div className="flex flex-col items-start gap-0.5">
    {row.version === null ? (
      <None />
    ) : (
      <span className="max-w-28 truncate text-[13px]" title={row.version}>
        {row.version}
      </span>
    )}
    {row.outdated && <Badge tone="warn">Outdated</Badge>}
  </div>
);

export const VERB_ICONS: Readonly<Record<Verb, LucideIcon>> = {
  start: Play,
  stop: Square,
  restart: RotateCw,
  update: ArrowUpCircle,
  destroy: Trash2,
};

const item = (verb: Verb, row: Row): MenuItem => ({
  label: VERBS[verb].label,
  icon: VERB_ICONS[verb],
  danger: verb === 'destroy',
  hindrance: hindrance(verb, row.state),
  run: () => wish(verb, [row.handle]),
});

export const openAsAdmin = (handle: string): string =>
  platformUrl(`/open/${encodeURIComponent(handle)}`);

function RowMenu({ row }: { readonly row: Row }) {
  const [, navigate] = useLocation();
  const places: MenuItem[] = [
    { label: 'Details', icon: Info, run: () => navigate(computerPath(row.handle)) },
    {
      label: 'Open as admin',
      icon: ExternalLink,
      run: () => void window.open(openAsAdmin(row.handle), '_blank', 'noopener'),
    },
  ];
  if (row.owner !== null) {
    const { id } = row.owner;
    places.push({ label: 'Account', icon: User, run: () => navigate(userPath(id)) });
  }
  const verbs: Verb[] = ['start', 'stop', 'restart', 'update'];
  return (
    <Menu
      trigger={<IconButton icon={EllipsisVertical} label={`Actions for ${row.handle}`} />}
      groups={[places, verbs.map((verb) => item(verb, row)), [item('destroy', row)]]}
    />
  );
}

export const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'handle',
    title: 'Handle',
    sort: 'handle',
    head: true,
    cell: (row) => (
      <Link href={computerPath(row.handle)} className="text-accent hover:underline">
        {row.handle}
      </Link>
    ),
  },
  { key: 'owner', title: 'Owner', cell: (row) => <Owner row={row} /> },
  { key: 'state', title: 'State', cell: (row) => <StateCell row={row} /> },
  { key: 'memory', title: 'Memory', sort: 'memory', cell: (row) => <Memory row={row} /> },
  {
    key: 'cpu',
    title: 'CPU',
    sort: 'cpu',
    cell: (row) =>
      row.cpuPercent === null ? (
        <None />
      ) : (
        <Bar
          label={`CPU of ${row.handle}`}
          value={row.cpuPercent / 100}
          text={formatPercent(row.cpuPercent)}
        />
      ),
  },
  {
    key: 'disk',
    title: 'Disk',
    cell: (row) =>
      row.diskBytes === null ? (
        <None />
      ) : (
        <span className="whitespace-nowrap tabular">{formatBytes(row.diskBytes)}</span>
      ),
  },
  {
    key: 'active',
    title: 'Last active',
    sort: 'lastActive',
    cell: (row) => <When at={row.lastActive} />,
  },
  { key: 'month', title: 'Month', sort: 'spend', cell: (row) => <Cost row={row} /> },
  { key: 'version', title: 'Version', cell: (row) => <Version row={row} /> },
  {
    key: 'menu',
    title: 'Actions',
    quiet: true,
    className: 'w-12 text-right',
    cell: (row) => <RowMenu row={row} />,
  },
];
