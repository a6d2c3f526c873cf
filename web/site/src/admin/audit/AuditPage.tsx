import { Field, Notice } from '@matrixos/ui';
import { Download, SearchX } from 'lucide-react';
import type { AuditEntry } from '../../api/admin-types';
import { platformUrl } from '../../api/http';
import type { Page } from '../../api/types';
import { useLoad } from '../data/useLoad';
import { fromField, toField } from '../model/time';
import { apiQuery } from '../model/view';
import { AdminPage } from '../parts/AdminPage';
import { Loads } from '../parts/Loads';
import { Pager } from '../parts/Pager';
import { SearchField } from '../parts/SearchField';
import { useView } from '../parts/useView';
import { Entry } from './Entry';
import { AUDIT_VIEW, type AuditView } from './spec';
import { useVerify, VerifyButton, VerifyResult } from './Verify';

/** What was done, by whom, and what came of it. */
export default function AuditPage() {
  const { view, change, next, previous, first } = useView(AUDIT_VIEW);
  const loaded = useLoad<Page<AuditEntry>>(`/api/audit${apiQuery(view)}`);
  const { checked, verify } = useVerify();
  return (
    <AdminPage
      title="Audit"
      lead="Every change, denial and failure, in a chain that shows when one is altered."
      aside={
        <div className="flex flex-wrap gap-2">
          <VerifyButton checked={checked} onVerify={() => void verify()} />
          <a
            href={platformUrl(`/api/audit.csv${apiQuery({ ...view, cursor: '' })}`)}
            download="audit.csv"
            className="inline-flex h-8 items-center gap-2 rounded-control border border-line-strong bg-raised px-3 font-medium transition-colors hover:bg-hover max-md:h-11 max-md:px-4"
          >
            <Download size={15} aria-hidden />
            Download CSV
          </a>
        </div>
      }
    >
      <VerifyResult checked={checked} />
      <Filters view={view} change={change} />
      <Loads from={loaded} label="audit log" lines={10}>
        {(page) =>
          page.items.length === 0 ? (
            <div className="rounded-panel border border-line bg-surface py-10">
              <Notice
                icon={SearchX}
                title="No entry fits"
                action={{ label: 'Show all', run: () => change(AUDIT_VIEW.defaults) }}
              >
                Nothing of this kind was done in this time.
              </Notice>
            </div>
          ) : (
            <>
              <ol
                aria-label="Audit log, newest first"
                aria-busy={loaded.busy}
                className="overflow-hidden rounded-panel border border-line bg-surface shadow-1"
              >
                {page.items.map((entry) => (
                  <Entry key={entry.seq} entry={entry} />
                ))}
              </ol>
              <Pager page={page} first={first} things="entries" onBack={previous} onNext={next} />
            </>
          )
        }
      </Loads>
    </AdminPage>
  );
}

interface FiltersProps {
  readonly view: AuditView;
  readonly change: (patch: Partial<AuditView>) => void;
}

const Filters = ({ view, change }: FiltersProps) => (
  <div
    role="search"
    aria-label="Audit log"
    className="mb-4 grid grid-cols-5 gap-3 max-lg:grid-cols-3 max-sm:grid-cols-2"
  >
    <SearchField
      label="Actor"
      placeholder="alice"
      value={view.actor}
      onSearch={(actor) => change({ actor })}
    />
    <SearchField
      label="Action"
      placeholder="computer.stopped"
      value={view.action}
      onSearch={(action) => change({ action })}
    />
    <SearchField
      label="Target"
      placeholder="alice"
      value={view.target}
      onSearch={(target) => change({ target })}
    />
    <Field
      label="Since"
      type="datetime-local"
      value={toField(view.since)}
      onChange={(event) => change({ since: fromField(event.target.value) })}
    />
    <Field
      label="Until"
      type="datetime-local"
      value={toField(view.until)}
      onChange={(event) => change({ until: fromField(event.target.value) })}
    />
  </div>
);
