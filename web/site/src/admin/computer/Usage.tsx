import { DataTable, Notice, Panel, Segmented, type Choice, type Column } from '@matrixos/ui';
import { CalendarDays, Cpu, Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { Items, UsageLine } from '../../api/types';
import { useLoad } from '../data/useLoad';
import { formatCount, formatUsd } from '../parts/format';
import { Loads } from '../parts/Loads';

type By = 'day' | 'model';

const CHOICES: readonly Choice<By>[] = [
  { value: 'day', label: 'By day', icon: CalendarDays },
  { value: 'model', label: 'By model', icon: Cpu },
];

/** What a computer's AI did and what it cost. */
export function Usage({ base }: { readonly base: string }) {
  const [by, setBy] = useState<By>('day');
  return (
    <Panel
      title="Use of AI"
      className="lg:col-span-1"
      aside={<Segmented label="Usage" value={by} choices={CHOICES} onChange={setBy} words />}
    >
      <Table key={by} base={base} by={by} />
    </Panel>
  );
}

function Table({ base, by }: { readonly base: string; readonly by: By }) {
  const loaded = useLoad<Items<UsageLine>>(`${base}/usage?by=${by}`);
  return (
    <Loads from={loaded} label="usage" lines={5}>
      {({ items }) =>
        items.length === 0 ? (
          <Notice icon={Sparkles} title="No use yet">
            Calls to a model will be counted here.
          </Notice>
        ) : (
          <div
            tabIndex={0}
            role="group"
            aria-label="Usage table"
            className="max-h-[360px] overflow-auto"
          >
            <DataTable
              label={by === 'day' ? 'Usage by day' : 'Usage by model'}
              columns={columns(by, Math.max(...items.map(({ costUsd }) => costUsd)))}
              rows={items}
              keyOf={(line) => line.key}
            />
          </div>
        )
      }
    </Loads>
  );
}

const columns = (by: By, most: number): readonly Column<UsageLine>[] => [
  {
    key: 'key',
    title: by === 'day' ? 'Day' : 'Model',
    head: true,
    cell: (line) => <span className="tabular">{line.key}</span>,
  },
  { key: 'calls', title: 'Calls', align: 'end', cell: (line) => <Count of={line.calls} /> },
  { key: 'in', title: 'Tokens in', align: 'end', cell: (line) => <Count of={line.inputTokens} /> },
  {
    key: 'out',
    title: 'Tokens out',
    align: 'end',
    cell: (line) => <Count of={line.outputTokens} />,
  },
  {
    key: 'cost',
    title: 'Cost',
    align: 'end',
    cell: (line) => (
      <span className="flex flex-col items-end gap-1 max-md:items-start">
        <span className="tabular">{formatUsd(line.costUsd)}</span>
        <span aria-hidden className="flex h-1 w-20 justify-end max-md:justify-start">
          <span
            className="h-full rounded-full bg-accent"
            style={{ width: `${most > 0 ? (line.costUsd / most) * 100 : 0}%` }}
          />
        </span>
      </span>
    ),
  },
];

const Count = ({ of }: { readonly of: number }) => (
  <span className="tabular">{formatCount(of)}</span>
);
