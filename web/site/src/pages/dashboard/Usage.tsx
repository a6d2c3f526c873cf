import { Select } from '@matrixos/ui';
import { useState } from 'react';
import type { Items, UsageLine } from '../../api/types';
import { useGet } from '../../api/useGet';
import { dollars } from '../../shell/money';
import { oneLine } from '../../shell/words';
import { top, type By } from './top';

const WAYS: readonly (readonly [By, string])[] = [
  ['agent', 'by what used it'],
  ['model', 'by model'],
  ['session', 'by conversation'],
  ['day', 'by day'],
];

/** Where the money went: the largest first, days as they came. */
export function Usage() {
  const [by, setBy] = useState<By>('agent');
  const { value, failure } = useGet<Items<UsageLine>>(`/api/me/usage?by=${by}`);
  const lines = value === null ? [] : top(value.items, by);
  const most = Math.max(...lines.map((it) => it.costUsd), Number.MIN_VALUE);
  return (
    <div className="mt-5 border-t border-line pt-4">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium">Where it went</h3>
        <Select
          bare
          label="Group by"
          value={by}
          onChange={(event) => setBy(event.target.value as By)}
        >
          {WAYS.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      {failure !== null && value === null && (
        <p role="alert" className="mt-3 text-[13px] text-muted">
          {oneLine(failure)}
        </p>
      )}
      {value !== null && lines.length === 0 && (
        <p className="mt-3 text-[13px] text-muted">Nothing yet this month.</p>
      )}
      <ul className="mt-3 flex flex-col gap-2.5">
        {lines.map((line) => (
          <li key={line.key}>
            <div className="flex justify-between gap-3 text-[13px]">
              <span className="truncate">{line.key}</span>
              <span className="tabular text-muted">{dollars(line.costUsd)}</span>
            </div>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-line">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${(line.costUsd / most) * 100}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
