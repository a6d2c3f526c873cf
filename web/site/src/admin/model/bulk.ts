/** How one item of a bulk action stands. A failure keeps its words, so that it can be read and tried again. */
export type ItemState =
  | { readonly at: 'waiting' }
  | { readonly at: 'running' }
  | { readonly at: 'done' }
  | { readonly at: 'failed'; readonly why: string };

export type Progress = ReadonlyMap<string, ItemState>;

/** Does the action to one item; what it returns is why it failed. */
export type Worker = (item: string) => Promise<string | undefined>;

/** So many at once: enough to be quick, few enough that the engine and the rate limit do not mind. */
export const PARALLEL = 3;

export interface BulkRun {
  readonly items: readonly string[];
  readonly work: Worker;
  readonly onProgress: (progress: Progress) => void;
  /** What has not begun when this fires is not begun; what runs comes to its end. */
  readonly signal: AbortSignal;
}

/** Runs an action over all items. Never rejects: each item has its own outcome. */
export async function runBulk({ items, work, onProgress, signal }: BulkRun): Promise<Progress> {
  const progress = new Map<string, ItemState>(items.map((item) => [item, { at: 'waiting' }]));
  const tell = (item: string, state: ItemState) => {
    progress.set(item, state);
    onProgress(new Map(progress));
  };
  const queue = [...progress.keys()];
  onProgress(new Map(progress));
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      if (signal.aborted) {
        tell(item, { at: 'failed', why: 'Not begun: you stopped here.' });
        continue;
      }
      tell(item, { at: 'running' });
      tell(item, await outcome(work, item));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return progress;
}

async function outcome(work: Worker, item: string): Promise<ItemState> {
  try {
    const why = await work(item);
    return why === undefined ? { at: 'done' } : { at: 'failed', why };
  } catch (thrown) {
    return { at: 'failed', why: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

const having = (progress: Progress, at: ItemState['at']): string[] =>
  [...progress].filter(([, state]) => state.at === at).map(([item]) => item);

export const failed = (progress: Progress): string[] => having(progress, 'failed');
export const done = (progress: Progress): string[] => having(progress, 'done');

export const finished = (progress: Progress): boolean =>
  [...progress.values()].every(({ at }) => at === 'done' || at === 'failed');

/** One sentence for the live region. */
export function summary(progress: Progress): string {
  const total = progress.size;
  const bad = failed(progress).length;
  const good = done(progress).length;
  if (!finished(progress)) return `${good + bad} of ${total}`;
  return bad === 0 ? `All ${total} done.` : `${good} of ${total} done, ${bad} failed.`;
}
