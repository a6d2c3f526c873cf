import { Button, IconButton } from '@matrixos/ui';
import { Check, CircleX, Clock, LoaderCircle, X, type LucideIcon } from 'lucide-react';
import { phraseFor } from '../model/confirm';
import { failed, summary, type ItemState } from '../model/bulk';
import { VERBS } from '../model/verbs';
import { dismiss, fulfil, over, retry, unwish, useWork, type Run, type Wish } from '../data/work';
import { Confirm } from './Confirm';

/** What is asked before something is done to computers, and how it goes. */
export function WorkPanels() {
  const wish = useWork((it) => it.wish);
  const runs = useWork((it) => it.runs);
  const shown = runs.filter((run) => run.progress.size > 1 || failed(run.progress).length > 0);
  return (
    <>
      {wish !== null && <Ask wish={wish} />}
      <div className="fixed right-4 bottom-4 z-[7000] flex w-[min(400px,calc(100vw-32px))] flex-col gap-3">
        {shown.map((run) => (
          <RunPanel key={run.id} run={run} />
        ))}
      </div>
    </>
  );
}

const SHOWN = 12;

function Ask({ wish: { verb, handles } }: { readonly wish: Wish }) {
  const { label, effect } = VERBS[verb];
  const one = handles.length === 1;
  const danger = verb === 'destroy';
  return (
    <Confirm
      title={one ? `${label} ${handles[0] ?? ''}?` : `${label} ${handles.length} computers?`}
      lead={one ? effect : `For each of them: ${effect.charAt(0).toLowerCase()}${effect.slice(1)}`}
      yes={one ? label : `${label} ${handles.length}`}
      danger={danger}
      {...(danger ? { phrase: phraseFor(verb, handles) } : {})}
      onYes={fulfil}
      onClose={unwish}
    >
      {!one && (
        <p className="mb-4 max-h-32 overflow-auto rounded-control bg-sunken px-3 py-2">
          {handles.slice(0, SHOWN).join(', ')}
          {handles.length > SHOWN && ` and ${handles.length - SHOWN} more`}
        </p>
      )}
    </Confirm>
  );
}

function RunPanel({ run }: { readonly run: Run }) {
  const { label, doing } = VERBS[run.verb];
  const ended = over(run);
  const bad = failed(run.progress).length;
  const title = `${ended ? label : doing}: ${summary(run.progress)}`;
  return (
    <section
      aria-label={title}
      className="rise flex max-h-[50dvh] flex-col overflow-hidden rounded-panel border border-line bg-raised shadow-3"
    >
      <div className="flex items-center gap-2 py-2 pr-2 pl-4">
        <h2 className="flex-1 font-semibold tabular">{title}</h2>
        {ended ? (
          <IconButton icon={X} label="Close" onClick={() => dismiss(run.id)} />
        ) : (
          <Button onClick={() => run.stop.abort()} disabled={run.stop.signal.aborted}>
            Stop here
          </Button>
        )}
      </div>
      <ul
        tabIndex={0}
        aria-label="Each computer"
        className="min-h-0 overflow-auto border-t border-line px-4 py-1"
      >
        {[...run.progress].map(([handle, state]) => (
          <Item key={handle} handle={handle} state={state} />
        ))}
      </ul>
      {ended && bad > 0 && (
        <div className="flex justify-end border-t border-line p-2">
          <Button kind="primary" onClick={() => retry(run)}>
            Try {bad === 1 ? 'it' : `the ${bad}`} again
          </Button>
        </div>
      )}
    </section>
  );
}

const LOOKS: Record<ItemState['at'], readonly [LucideIcon, string, string]> = {
  waiting: [Clock, 'Waiting', 'text-muted'],
  running: [LoaderCircle, 'Under way', 'text-accent animate-spin'],
  done: [Check, 'Done', 'text-ok'],
  failed: [CircleX, 'Failed', 'text-danger'],
};

function Item({ handle, state }: { readonly handle: string; readonly state: ItemState }) {
  const [Icon, word, look] = LOOKS[state.at];
  return (
    <li className="flex gap-2.5 py-1.5">
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${look}`} />
      <span className="min-w-0 flex-1">
        {handle}
        {state.at === 'failed' && (
          <span className="block text-[13px] text-danger">{state.why}</span>
        )}
      </span>
      <span className="text-[13px] text-muted">{word}</span>
    </li>
  );
}
