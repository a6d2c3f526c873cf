import { Badge, Notice, type Tone } from '@matrixos/ui';
import { History } from 'lucide-react';
import type { ContainerEvent } from '../../api/admin-types';
import type { Items } from '../../api/types';
import type { Loaded } from '../data/useLoad';
import { moment } from '../model/time';
import { formatMs } from '../parts/format';
import { Loads } from '../parts/Loads';
import { When } from '../parts/When';

/** What happened to a computer, newest first. */
export const Events = ({ from }: { readonly from: Loaded<Items<ContainerEvent>> }) => (
  <Loads from={from} label="events" lines={6}>
    {({ items }) =>
      items.length === 0 ? (
        <Notice icon={History} title="Nothing yet">
          Each start, stop and failure will be told here.
        </Notice>
      ) : (
        <ol
          tabIndex={0}
          aria-label="Events, newest first"
          className="-mr-2 max-h-[420px] overflow-auto pr-2"
        >
          {items.map((event, i) => (
            <Event key={`${event.at} ${event.kind} ${i}`} event={event} />
          ))}
        </ol>
      )
    }
  </Loads>
);

const TONES: Readonly<Record<string, Tone>> = { ok: 'ok', done: 'ok', failed: 'danger' };

function Event({ event }: { readonly event: ContainerEvent }) {
  const { at, title, outcome, finishedAt, detail } = event;
  const took = finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(at);
  return (
    <li className="relative flex gap-3 pb-4 pl-5 before:absolute before:top-1.5 before:left-0 before:size-2 before:rounded-full before:bg-accent after:absolute after:top-4 after:bottom-0 after:left-[3px] after:w-0.5 after:bg-line last:pb-0 last:after:hidden">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {title}{' '}
          {outcome !== null && (
            <Badge tone={TONES[outcome] ?? 'quiet'} className="ml-1">
              {outcome}
            </Badge>
          )}
        </p>
        {detail !== null && <p className="text-muted">{detail}</p>}
      </div>
      <p className="shrink-0 text-right text-[13px] text-muted tabular" title={moment(at)}>
        <When at={at} />
        {took !== null && took > 0 && <span className="block">took {formatMs(took)}</span>}
      </p>
    </li>
  );
}
