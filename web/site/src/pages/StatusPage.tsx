import { Banner, Notice, Panel, StatePill, type StateTone } from '@matrixos/ui';
import { CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import type { PartState, PublicStatus } from '../api/types';
import { useGet } from '../api/useGet';
import { Page } from '../shell/Page';
import { clock } from '../shell/time';
import { words } from '../shell/words';
import { verdict } from './verdict';

const EVERY_MS = 30_000;

const STATES: Record<PartState, readonly [StateTone, string]> = {
  up: ['ok', 'Works'],
  degraded: ['warn', 'Works partly'],
  down: ['danger', 'Does not work'],
};

type PartName = PublicStatus['components'][number]['name'];

const PARTS: Record<PartName, readonly [string, string]> = {
  site: ['This site', 'Signing in and these pages'],
  computers: ['Computers', 'Opening, waking and using them'],
  model: ['AI', 'The model that answers on every computer'],
};

/** How the host is, for everybody. */
export default function StatusPage() {
  const { value, failure, reload } = useGet<PublicStatus>('/api/status');
  useEffect(() => {
    const timer = setInterval(() => void reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);

  return (
    <Page title="Status" width="max-w-[760px]">
      {value === null && failure === null && (
        <div className="skeleton h-64 w-full rounded-panel" role="status" aria-label="Looking" />
      )}
      {value === null && failure !== null && (
        <Notice
          icon={CloudOff}
          role="alert"
          title={words(failure).cause}
          action={{ label: 'Try again', run: () => void reload() }}
        >
          {words(failure).effect}
        </Notice>
      )}
      {value !== null && failure !== null && (
        <Banner
          tone="warn"
          className="mb-5"
          title={`No answer since ${clock(Date.parse(value.at))}. What you see is from then.`}
          action={{ label: 'Try now', run: () => void reload() }}
        />
      )}
      {value !== null && <Parts status={value} />}
    </Page>
  );
}

function Parts({ status }: { readonly status: PublicStatus }) {
  const { components, computers, wake, at } = status;
  return (
    <Panel
      title={verdict(status)}
      lead={`Looked at ${clock(Date.parse(at))}, and again every half minute.`}
    >
      <ul className="-my-2 flex flex-col divide-y divide-line">
        {components.map(({ name, state, detail }) => {
          const [tone, word] = STATES[state];
          const [title, about] = PARTS[name];
          return (
            <li key={name} className="flex items-center gap-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium">{title}</p>
                <p className="text-[13px] text-muted">{detail ?? about}</p>
              </div>
              <StatePill tone={tone}>{word}</StatePill>
            </li>
          );
        })}
      </ul>
      <p className="mt-5 border-t border-line pt-4 text-[13px] text-muted">
        {computers.running} of {computers.total} computers are awake.
        {wake.p50Ms !== null &&
          ` A sleeping one is there in ${Math.round(wake.p50Ms)} ms; 95 of 100 within ${Math.round(wake.p95Ms ?? wake.p50Ms)} ms.`}
      </p>
    </Panel>
  );
}
