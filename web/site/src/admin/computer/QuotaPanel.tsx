import { Button, Field, Meter, Notice, Panel } from '@matrixos/ui';
import { UserX } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import type { Quota } from '../../api/admin-types';
import { say } from '../../shell/announce';
import { oneLine } from '../../shell/words';
import { ask, useLoad } from '../data/useLoad';
import { parseLimit, share } from '../model/limit';
import { formatUsd } from '../parts/format';
import { Lines } from '../parts/Trouble';
import { Loads } from '../parts/Loads';

export interface QuotaPanelProps {
  readonly owner: { readonly id: string; readonly handle: string } | null;
  /** Whether it is known yet who the owner is. */
  readonly known: boolean;
}

/** What an account may spend on AI in a day and in a month. */
export function QuotaPanel({ owner, known }: QuotaPanelProps) {
  return (
    <Panel title="Budget" lead="What may be spent on AI. Over it, calls to models are refused.">
      {owner !== null ? (
        <QuotaOf key={owner.id} id={owner.id} handle={owner.handle} />
      ) : known ? (
        <Notice icon={UserX} title="No account">
          This computer belongs to nobody who has an account here, so it has no budget to set.
        </Notice>
      ) : (
        <Lines count={3} label="Loading budget" />
      )}
    </Panel>
  );
}

function QuotaOf({ id, handle }: { readonly id: string; readonly handle: string }) {
  const path = `/api/users/${encodeURIComponent(id)}/quota`;
  const loaded = useLoad<Quota>(path);
  return (
    <Loads from={loaded} label="budget" lines={3}>
      {(quota) => (
        <>
          <Used name="Today" used={quota.todayUsd} limit={quota.dailyLimitUsd} />
          <Used name="This month" used={quota.monthUsd} limit={quota.monthlyLimitUsd} />
          <QuotaForm
            key={`${quota.dailyLimitUsd} ${quota.monthlyLimitUsd}`}
            quota={quota}
            path={path}
            handle={handle}
            etag={loaded.etag}
            onSaved={loaded.reload}
          />
        </>
      )}
    </Loads>
  );
}

function Used(props: {
  readonly name: string;
  readonly used: number;
  readonly limit: number | null;
}) {
  const { name, used, limit } = props;
  const part = share(used, limit);
  const text =
    limit === null ? `${formatUsd(used)}, no limit` : `${formatUsd(used)} of ${formatUsd(limit)}`;
  return (
    <div className="mb-4">
      <p className="mb-1 flex justify-between gap-4">
        <span>{name}</span>
        <span className="tabular">{text}</span>
      </p>
      {part !== null && <Meter label={name} value={part} text={text} />}
    </div>
  );
}

interface QuotaFormProps {
  readonly quota: Quota;
  readonly path: string;
  readonly handle: string;
  readonly etag: string | null;
  readonly onSaved: () => void;
}

const typedFor = (limit: number | null): string => (limit === null ? '' : String(limit));

function QuotaForm({ quota, path, handle, etag, onSaved }: QuotaFormProps) {
  const [day, setDay] = useState(typedFor(quota.dailyLimitUsd));
  const [month, setMonth] = useState(typedFor(quota.monthlyLimitUsd));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ readonly field: string | null; readonly why: string }>();
  const daily = parseLimit(day);
  const monthly = parseLimit(month);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!daily.ok || !monthly.ok) return;
    setBusy(true);
    const answer = await ask<Quota>(path, {
      method: 'PUT',
      body: { dailyLimitUsd: daily.value, monthlyLimitUsd: monthly.value },
      ifMatch: etag,
    });
    setBusy(false);
    if (answer.ok) {
      setWrong(undefined);
      say(`The budget of ${handle} is saved.`);
      onSaved();
    } else {
      const { failure } = answer;
      const field = failure.kind === 'refused' ? failure.field : null;
      setWrong({ field, why: oneLine(failure) });
      // Somebody else was faster: what holds now must be seen before it is changed.
      if (failure.kind === 'refused' && failure.status === 412) onSaved();
    }
  };

  const same = day === typedFor(quota.dailyLimitUsd) && month === typedFor(quota.monthlyLimitUsd);
  const at = (field: string) => (wrong?.field === field ? wrong.why : null);
  return (
    <form onSubmit={(event) => void save(event)} className="mt-5 grid gap-4 sm:grid-cols-2">
      <Field
        label="Per day, in dollars"
        hint="Empty: no limit"
        inputMode="decimal"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        error={daily.ok ? at('dailyLimitUsd') : daily.why}
        autoComplete="off"
      />
      <Field
        label="Per month, in dollars"
        hint="Empty: no limit"
        inputMode="decimal"
        value={month}
        onChange={(event) => setMonth(event.target.value)}
        error={monthly.ok ? at('monthlyLimitUsd') : monthly.why}
        autoComplete="off"
      />
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <Button type="submit" kind="primary" disabled={busy || same || !daily.ok || !monthly.ok}>
          Save budget
        </Button>
        {wrong?.field === null && (
          <p role="alert" className="text-danger">
            {wrong.why}
          </p>
        )}
      </div>
    </form>
  );
}
