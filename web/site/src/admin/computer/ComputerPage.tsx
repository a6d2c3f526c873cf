import { Banner, Button, Panel } from '@matrixos/ui';
import { ExternalLink } from 'lucide-react';
import { useEffect } from 'react';
import type { ContainerEvent } from '../../api/admin-types';
import type { Items } from '../../api/types';
import NotFound from '../../pages/NotFoundPage';
import { useLoad, type Loaded } from '../data/useLoad';
import { doingTo, useWork, wish } from '../data/work';
import type { Detail } from '../data/wire';
import { openAsAdmin, VERB_ICONS } from '../fleet/columns';
import { hindrance, VERBS, type Verb } from '../model/verbs';
import { AdminPage } from '../parts/AdminPage';
import { Loads } from '../parts/Loads';
import { State } from '../parts/State';
import { useFresh } from '../parts/useFresh';
import { ComputerFacts } from './ComputerFacts';
import { Events } from './Events';
import { Logs } from './Logs';
import { QuotaPanel } from './QuotaPanel';
import { Usage } from './Usage';

/** Everything about one computer, and everything that can be done to it. */
export default function ComputerPage({ handle }: { readonly handle: string }) {
  const loaded = useLoad<Detail>(`/api/containers/${encodeURIComponent(handle)}`);
  const changes = useWork((it) => it.changes);
  useFresh(loaded.reload, String(changes), [loaded.value?.state ?? '']);
  const detail = loaded.value;
  const gone = loaded.failure?.kind === 'refused' && loaded.failure.status === 404;
  if (gone) return detail === null ? <NotFound /> : <Gone handle={handle} />;
  return (
    <AdminPage
      title={handle}
      up={UP}
      badge={detail !== null && <Now detail={detail} />}
      lead={detail?.cause ?? undefined}
      aside={<OpenAsAdmin handle={handle} />}
    >
      <Parts handle={handle} loaded={loaded} />
    </AdminPage>
  );
}

const UP = { to: '/admin', label: 'All computers' };

/** It was there when one came, and was destroyed since. */
const Gone = ({ handle }: { readonly handle: string }) => (
  <AdminPage title={handle} up={UP}>
    <Banner title={`${handle} is no more.`}>
      It was destroyed. What it did is in the audit log; its files stay on the host.
    </Banner>
  </AdminPage>
);

function Now({ detail }: { readonly detail: Detail }) {
  const runs = useWork((it) => it.runs);
  return <State state={detail.state} doing={doingTo(runs, detail.handle)} />;
}

const OpenAsAdmin = ({ handle }: { readonly handle: string }) => (
  <div className="flex flex-col items-end gap-1 max-sm:w-full max-sm:items-stretch">
    <a
      href={openAsAdmin(handle)}
      target="_blank"
      rel="noopener"
      aria-describedby="open-note"
      className="inline-flex h-8 items-center justify-center gap-2 rounded-control bg-accent px-3 font-medium text-on-accent shadow-1 transition-colors hover:bg-accent-hover max-md:h-11"
    >
      Open as admin
      <ExternalLink size={15} aria-hidden />
    </a>
    <p id="open-note" className="text-[13px] text-muted">
      The owner will see that you were there.
    </p>
  </div>
);

function Parts({ handle, loaded }: { readonly handle: string; readonly loaded: Loaded<Detail> }) {
  const detail = loaded.value;
  const base = `/api/containers/${encodeURIComponent(handle)}`;
  const state = detail?.state ?? '';
  const events = useLoad<Items<ContainerEvent>>(`${base}/events`);
  const { reload } = events;
  useEffect(() => reload(), [state, reload]);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Panel title="Facts" aside={detail && <Actions detail={detail} />}>
        <Loads from={loaded} label="facts" lines={6}>
          {(value) => <ComputerFacts detail={value} />}
        </Loads>
      </Panel>
      <Panel title="What happened">
        <Events from={events} />
      </Panel>
      <Logs key={handle} handle={handle} />
      <Usage base={base} />
      <QuotaPanel owner={detail?.owner ?? null} known={detail !== null} />
      {detail !== null && <Danger detail={detail} />}
    </div>
  );
}

const VERB_ORDER: readonly Verb[] = ['start', 'stop', 'restart', 'update'];

const Actions = ({ detail }: { readonly detail: Detail }) => (
  <div role="group" aria-label="Actions" className="flex flex-wrap gap-2">
    {VERB_ORDER.map((verb) => {
      const Icon = VERB_ICONS[verb];
      const why = hindrance(verb, detail.state);
      return (
        <Button
          key={verb}
          disabled={why !== undefined}
          title={why}
          onClick={() => wish(verb, [detail.handle])}
        >
          <Icon size={15} aria-hidden />
          {VERBS[verb].label}
        </Button>
      );
    })}
  </div>
);

const Danger = ({ detail }: { readonly detail: Detail }) => (
  <Panel
    title="Danger"
    lead={VERBS.destroy.effect}
    className="border-danger/50! lg:col-span-2"
    aside={
      <Button
        kind="danger"
        disabled={hindrance('destroy', detail.state) !== undefined}
        onClick={() => wish('destroy', [detail.handle])}
      >
        Destroy {detail.handle}
      </Button>
    }
  />
);
