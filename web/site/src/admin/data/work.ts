import { create } from 'zustand';
import { say } from '../../shell/announce';
import { failed, finished, runBulk, summary, type Progress } from '../model/bulk';
import { asksFirst, VERBS, type Verb } from '../model/verbs';
import { doer } from './doer';

/** A wish that must be confirmed first. */
export interface Wish {
  readonly verb: Verb;
  readonly handles: readonly string[];
}

export interface Run {
  readonly id: number;
  readonly verb: Verb;
  readonly progress: Progress;
  readonly stop: AbortController;
}

interface Work {
  readonly wish: Wish | null;
  readonly runs: readonly Run[];
  /** Grows with each computer that something was done to: whoever shows computers asks anew. */
  readonly changes: number;
}

/** What is being done to computers. It belongs to no page, so that one may go elsewhere meanwhile. */
export const useWork = create<Work>()(() => ({ wish: null, runs: [], changes: 0 }));

let last = 0;

/** Does something to computers, or asks first. */
export function wish(verb: Verb, handles: readonly string[]): void {
  if (handles.length === 0) return;
  if (asksFirst(verb, handles.length)) useWork.setState({ wish: { verb, handles } });
  else void begin(verb, handles);
}

export const unwish = (): void => useWork.setState({ wish: null });

export function fulfil(): void {
  const { wish: asked } = useWork.getState();
  unwish();
  if (asked !== null) void begin(asked.verb, asked.handles);
}

export function retry(run: Run): void {
  dismiss(run.id);
  void begin(run.verb, failed(run.progress));
}

export const dismiss = (id: number): void =>
  useWork.setState(({ runs }) => ({ runs: runs.filter((run) => run.id !== id) }));

async function begin(verb: Verb, handles: readonly string[]): Promise<void> {
  const id = ++last;
  const stop = new AbortController();
  useWork.setState(({ runs }) => ({ runs: [...runs, { id, verb, progress: new Map(), stop }] }));
  const progress = await runBulk({
    items: handles,
    work: async (handle) => {
      const why = await doer.act(verb, handle);
      useWork.setState(({ changes }) => ({ changes: changes + 1 }));
      return why;
    },
    onProgress: (now) => put(id, now),
    signal: stop.signal,
  });
  say(told(verb, progress));
  // What went well for one needs no list; failures stay until they are read.
  if (handles.length === 1 && failed(progress).length === 0) dismiss(id);
}

const put = (id: number, progress: Progress): void =>
  useWork.setState(({ runs }) => ({
    runs: runs.map((run) => (run.id === id ? { ...run, progress } : run)),
  }));

function told(verb: Verb, progress: Progress): string {
  const { done, label } = VERBS[verb];
  const [first] = progress;
  if (progress.size !== 1 || first === undefined) return `${label}: ${summary(progress)}`;
  const [handle, state] = first;
  return state.at === 'failed' ? `${handle} was not ${done}. ${state.why}` : `${handle} ${done}.`;
}

/** What is being done to a computer now, in a word. */
export const doingTo = (runs: readonly Run[], handle: string): string | undefined => {
  const run = runs.find(({ progress }) => {
    const at = progress.get(handle)?.at;
    return at === 'running' || at === 'waiting';
  });
  return run && VERBS[run.verb].doing;
};

export const over = (run: Run): boolean => finished(run.progress);
