import { Meter, Sparkline } from '@matrixos/ui';
import type { ReactNode } from 'react';
import type { Computer } from '../../api/types';
import { formatBytes } from '../../../../desktop/src/format';
import { ago, until } from '../../shell/time';

interface FigureProps {
  readonly name: string;
  readonly value: string;
  /** After the value, smaller. */
  readonly of?: string;
  readonly children?: ReactNode;
}

const Figure = ({ name, value, of, children }: FigureProps) => (
  <div className="min-w-0 rounded-control bg-sunken p-4">
    <dt className="text-[13px] text-muted">{name}</dt>
    <dd className="mt-1">
      <span className="tabular text-[18px] leading-6 font-semibold tracking-[-0.01em]">
        {value}
      </span>
      {of !== undefined && (
        <span className="ml-1.5 inline-block text-[13px] whitespace-nowrap text-muted">{of}</span>
      )}
      {children}
    </dd>
  </div>
);

/** What a computer uses, now and over the last minutes. What is not known, since it sleeps, is not drawn. */
export function Figures({ computer, now }: { readonly computer: Computer; readonly now: number }) {
  const { memory, cpu, disk, samples, lastActive, sleepsAt } = computer;
  return (
    <dl className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-[420px]:grid-cols-1">
      {memory !== null && (
        <Figure
          name="Memory"
          value={formatBytes(memory.usedBytes)}
          of={`of ${formatBytes(memory.limitBytes)}`}
        >
          <Meter
            label="Memory in use"
            value={memory.usedBytes / memory.limitBytes}
            text={`${formatBytes(memory.usedBytes)} of ${formatBytes(memory.limitBytes)}`}
            className="mt-2 h-1.5 w-full"
          />
          <Sparkline
            label="Memory over the last minutes"
            values={samples.map((it) => it.memoryBytes)}
            max={memory.limitBytes}
            className="mt-2 h-8 w-full"
          />
        </Figure>
      )}
      {cpu !== null && (
        <Figure
          name="Processor"
          value={`${cpu.percent.toFixed(cpu.percent < 10 ? 1 : 0)} %`}
          of={`of ${cpu.limitPercent} %`}
        >
          <Meter
            label="Processor in use"
            value={cpu.percent / cpu.limitPercent}
            text={`${Math.round(cpu.percent)} of ${cpu.limitPercent} percent`}
            className="mt-2 h-1.5 w-full"
          />
          <Sparkline
            label="Processor over the last minutes"
            values={samples.map((it) => it.cpuPercent)}
            max={cpu.limitPercent}
            className="mt-2 h-8 w-full"
          />
        </Figure>
      )}
      {disk !== null && (
        <Figure name="Files" value={formatBytes(disk.usedBytes)}>
          <p className="mt-1 text-[13px] text-muted">on the disk</p>
        </Figure>
      )}
      {lastActive !== null && (
        <Figure name="Last active" value={ago(lastActive, now)}>
          {sleepsAt !== null && (
            <p className="mt-1 text-[13px] text-muted">sleeps {until(sleepsAt, now)}</p>
          )}
        </Figure>
      )}
    </dl>
  );
}
