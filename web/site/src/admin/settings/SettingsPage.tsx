import { Badge, DataTable, Panel, type Column } from '@matrixos/ui';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Setting } from '../../api/admin-types';
import type { Items } from '../../api/types';
import { useLoad } from '../data/useLoad';
import { AdminPage } from '../parts/AdminPage';
import { Chips } from '../parts/Chips';
import { Loads } from '../parts/Loads';
import { HealthPanel } from './HealthPanel';

/** How the platform is set up, and what to do about it. */
export default function SettingsPage() {
  const loaded = useLoad<Items<Setting>>('/api/settings');
  const [shown, setShown] = useState('');
  return (
    <AdminPage
      title="Settings"
      lead="Read from the environment and the settings file when the platform started."
    >
      <div className="flex flex-col gap-5">
        <HealthPanel />
        <Panel title="Settings check">
          <Loads from={loaded} label="settings" lines={8}>
            {({ items }) => <Check items={items} shown={shown} onShow={setShown} />}
          </Loads>
        </Panel>
      </div>
    </AdminPage>
  );
}

interface CheckProps {
  readonly items: readonly Setting[];
  readonly shown: string;
  readonly onShow: (shown: string) => void;
}

function Check({ items, shown, onShow }: CheckProps) {
  const open = items.filter(({ ok }) => !ok);
  const rows = shown === 'open' ? open : items;
  return (
    <>
      <div className="mb-4">
        <Chips
          label="Show"
          value={shown}
          options={[
            ['', 'All', items.length],
            ['open', 'To look at', open.length],
          ]}
          onChange={onShow}
        />
      </div>
      {rows.length === 0 ? (
        <p className="flex items-center gap-2 py-4">
          <CircleCheck size={18} aria-hidden className="text-ok" />
          Everything is as it should be.
        </p>
      ) : (
        <DataTable label="Settings" columns={COLUMNS} rows={rows} keyOf={({ name }) => name} />
      )}
    </>
  );
}

const Value = ({ setting: { value, secret } }: { readonly setting: Setting }) => {
  if (secret) {
    return (
      <span className="text-muted">
        {value === null || value === '' ? 'not set' : 'set, kept secret'}
      </span>
    );
  }
  if (value === null || value === '') return <span className="text-muted">not set</span>;
  return <code className="font-mono text-[12px] break-all">{value}</code>;
};

const COLUMNS: readonly Column<Setting>[] = [
  {
    key: 'name',
    title: 'Name',
    head: true,
    cell: ({ name }) => <code className="font-mono text-[12px] break-all">{name}</code>,
  },
  { key: 'value', title: 'Value', cell: (setting) => <Value setting={setting} /> },
  {
    key: 'source',
    title: 'From',
    cell: ({ source }) => <span className="whitespace-nowrap text-muted">{source}</span>,
  },
  {
    key: 'ok',
    title: 'Check',
    cell: ({ ok }) =>
      ok ? (
        <Badge tone="ok" icon={CircleCheck}>
          Fine
        </Badge>
      ) : (
        <Badge tone="warn" icon={TriangleAlert}>
          Look at it
        </Badge>
      ),
  },
  {
    key: 'advice',
    title: 'Advice',
    cell: ({ advice }) => (advice === null ? <span className="text-muted">—</span> : advice),
  },
];
