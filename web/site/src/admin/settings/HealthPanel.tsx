import { Panel, StatePill, type StateTone } from '@matrixos/ui';
import type { PartState, PublicStatus } from '../../api/types';
import { useLoad } from '../data/useLoad';
import { Facts } from '../parts/Facts';
import { formatCount, formatMs } from '../parts/format';
import { Loads } from '../parts/Loads';
import { useFresh } from '../parts/useFresh';
import { When } from '../parts/When';

const STATES: Readonly<Record<PartState, readonly [string, StateTone]>> = {
  up: ['Up', 'ok'],
  degraded: ['Degraded', 'warn'],
  down: ['Down', 'danger'],
};

const NAMES: Readonly<Record<string, string>> = {
  site: 'Site',
  computers: 'Computers',
  model: 'Model',
};

/** What everybody sees on the status page. */
export function HealthPanel() {
  const loaded = useLoad<PublicStatus>('/api/status');
  useFresh(loaded.reload, '');
  return (
    <Panel title="Public health" lead="What everybody sees on the status page.">
      <Loads from={loaded} label="health" lines={3}>
        {(status) => <Health status={status} />}
      </Loads>
    </Panel>
  );
}

function Health({ status }: { readonly status: PublicStatus }) {
  const { components, computers, wake, at } = status;
  const wakes =
    wake.p50Ms === null
      ? 'no wake yet'
      : `${formatMs(wake.p50Ms)} for half, ${wake.p95Ms === null ? '—' : formatMs(wake.p95Ms)} for 95 %`;
  return (
    <Facts
      facts={[
        ...components.map(({ name, state, detail }) => {
          const [word, tone] = STATES[state];
          return {
            name: NAMES[name] ?? name,
            value: (
              <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
                {detail !== null && <span className="text-muted">{detail}</span>}
                <StatePill tone={tone}>{word}</StatePill>
              </span>
            ),
          };
        }),
        {
          name: 'Computers running',
          value: `${formatCount(computers.running)} of ${formatCount(computers.total)}`,
        },
        { name: 'Wake', value: wakes },
        { name: 'Looked at', value: <When at={at} /> },
      ]}
    />
  );
}
