import { Badge, Meter } from '@matrixos/ui';
import { Link } from 'wouter';
import type { Detail } from '../data/wire';
import { userPath } from '../fleet/columns';
import { moment } from '../model/time';
import { Facts, type Fact } from '../parts/Facts';
import { formatBytes, formatPercent, formatUsd } from '../parts/format';
import { When } from '../parts/When';

export const ComputerFacts = ({ detail }: { readonly detail: Detail }) => (
  <Facts facts={[...who(detail), ...load(detail), ...what(detail)]} />
);

const who = ({ owner, ownerId, createdAt, lastActive }: Detail): Fact[] => [
  {
    name: 'Owner',
    value:
      owner === null ? (
        `no account (${ownerId ?? 'nobody'})`
      ) : (
        <>
          <Link href={userPath(owner.id)} className="mx-link">
            {owner.handle}
          </Link>{' '}
          · {owner.email}
        </>
      ),
  },
  { name: 'Made', value: moment(createdAt) },
  { name: 'Last active', value: <When at={lastActive} /> },
];

const load = (detail: Detail): Fact[] => [
  {
    name: 'Memory',
    value: <Share of={detail.memoryBytes} limit={detail.memoryLimitBytes} />,
  },
  {
    name: 'CPU',
    value: detail.cpuPercent === null ? '—' : formatPercent(detail.cpuPercent),
  },
  { name: 'Disk', value: detail.diskBytes === null ? '—' : formatBytes(detail.diskBytes) },
  {
    name: 'Spent',
    value:
      detail.monthUsd === null
        ? '—'
        : `${formatUsd(detail.todayUsd ?? 0)} today, ${formatUsd(detail.monthUsd)} this month`,
  },
];

const what = (detail: Detail): Fact[] => [
  {
    name: 'Version',
    value: (
      <>
        {detail.version ?? '—'}{' '}
        {detail.outdated && (
          <Badge tone="warn" className="ml-1">
            Outdated
          </Badge>
        )}
      </>
    ),
  },
  {
    name: 'Ports',
    value: detail.port === null ? '—' : `${detail.port} gateway, ${detail.shellPort ?? '—'} shell`,
  },
  {
    name: 'Container',
    value:
      detail.containerId === null ? (
        'none'
      ) : (
        <code className="font-mono text-[12px]" title={detail.containerId}>
          {detail.containerId.slice(0, 12)}
        </code>
      ),
  },
];

function Share({ of, limit }: { readonly of: number | null; readonly limit: number | null }) {
  if (of === null) return '—';
  if (limit === null) return formatBytes(of);
  const text = `${formatBytes(of)} of ${formatBytes(limit)}`;
  return (
    <span className="flex flex-col items-end gap-1.5">
      {text}
      <Meter label="Memory" value={limit > 0 ? of / limit : 1} text={text} className="h-1.5 w-40" />
    </span>
  );
}
