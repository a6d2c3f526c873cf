import { Badge, type Tone } from '@matrixos/ui';
import { ChevronRight } from 'lucide-react';
import type { AuditEntry } from '../../api/admin-types';
import { diff, type Change } from '../model/diff';
import { moment } from '../model/time';
import { Facts } from '../parts/Facts';
import { formatCount } from '../parts/format';

const RESULTS: Readonly<Record<AuditEntry['result'], readonly [string, Tone]>> = {
  ok: ['Done', 'ok'],
  denied: ['Denied', 'warn'],
  failed: ['Failed', 'danger'],
};

/** Who did it, in a word. */
export const actorOf = ({ kind, handle, id }: AuditEntry['actor']): string =>
  kind === 'account' ? (handle ?? id ?? 'an account') : kind;

/** One line of the log; its changes are behind it. */
export function Entry({ entry }: { readonly entry: AuditEntry }) {
  const [word, tone] = RESULTS[entry.result];
  return (
    <li className="border-b border-line last:border-0">
      <details className="group">
        <summary className="grid cursor-default grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-4 py-2.5 transition-colors hover:bg-sunken md:grid-cols-[16px_190px_150px_minmax(0,1.2fr)_minmax(0,1fr)_80px]">
          <ChevronRight
            size={16}
            aria-hidden
            className="row-span-3 self-start text-muted transition-transform group-open:rotate-90 max-md:mt-0.5 md:row-span-1 md:self-auto"
          />
          <time
            dateTime={entry.at}
            className="text-[13px] text-muted tabular max-md:order-2 max-md:col-span-2 max-md:col-start-2"
          >
            {moment(entry.at)}
          </time>
          <span className="truncate font-medium max-md:order-3 max-md:col-span-2 max-md:col-start-2">
            {actorOf(entry.actor)}
            {entry.target !== null && (
              <span className="text-muted md:hidden"> → {entry.target}</span>
            )}
          </span>
          <span className="min-w-0 break-words max-md:order-0">{entry.action}</span>
          <span className="min-w-0 break-words max-md:hidden">{entry.target ?? '—'}</span>
          <span className="justify-self-end max-md:order-1">
            <Badge tone={tone}>{word}</Badge>
          </span>
        </summary>
        <More entry={entry} />
      </details>
    </li>
  );
}

function More({ entry }: { readonly entry: AuditEntry }) {
  const changes = diff(entry.before, entry.after);
  return (
    <div className="grid gap-6 bg-sunken px-5 pt-3 pb-5 md:grid-cols-2 md:px-11">
      <div className="min-w-0">
        <h2 className="mb-1 text-[13px] font-semibold text-muted">What changed</h2>
        {changes.length === 0 ? <p>Nothing was changed.</p> : <Changes changes={changes} />}
      </div>
      <Facts
        facts={[
          { name: 'Entry', value: formatCount(entry.seq) },
          {
            name: 'Actor',
            value: [entry.actor.kind, entry.actor.id].filter((it) => it !== null).join(' · '),
          },
          { name: 'From', value: entry.address ?? '—' },
          {
            name: 'Hash',
            value: <code className="font-mono text-[12px] break-all">{entry.hash}</code>,
          },
        ]}
      />
    </div>
  );
}

const Changes = ({ changes }: { readonly changes: readonly Change[] }) => (
  <dl className="flex flex-col gap-2">
    {changes.map(({ path, before, after }) => (
      <div key={path}>
        <dt className="text-[13px] text-muted">{path}</dt>
        <dd className="flex flex-wrap items-baseline gap-x-2 font-mono text-[12px] break-all">
          {before !== null && (
            <del className="rounded-[4px] bg-danger-soft px-1.5 py-0.5 text-danger">{before}</del>
          )}
          {before !== null && after !== null && <span aria-hidden>→</span>}
          {after !== null && (
            <ins className="rounded-[4px] bg-hover px-1.5 py-0.5 text-ok no-underline">{after}</ins>
          )}
        </dd>
      </div>
    ))}
  </dl>
);
