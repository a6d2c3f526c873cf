import { describe, expect, it } from 'vitest';
import { done, failed, finished, PARALLEL, runBulk, summary, type Progress } from './bulk';

const never = new AbortController().signal;

/** A clerk that holds every order until told to go on. */
class SlowClerk {
  readonly begun: string[] = [];
  private readonly held: (() => void)[] = [];
  readonly work = async (item: string): Promise<undefined> => {
    this.begun.push(item);
    await new Promise<void>((resolve) => this.held.push(resolve));
  };
  readonly release = () => this.held.shift()?.();
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a bulk action', () => {
  it('gives each item its own outcome and keeps the reason of a failure', async () => {
    const progress = await runBulk({
      items: ['ann', 'bob', 'cy'],
      work: (item) => {
        if (item === 'cy') throw new Error('network');
        return Promise.resolve(item === 'bob' ? 'The engine does not answer.' : undefined);
      },
      onProgress: () => undefined,
      signal: never,
    });
    expect(done(progress)).toEqual(['ann']);
    expect(progress.get('bob')).toEqual({ at: 'failed', why: 'The engine does not answer.' });
    expect(progress.get('cy')).toEqual({ at: 'failed', why: 'network' });
    expect(summary(progress)).toBe('1 of 3 done, 2 failed.');
  });

  it('has only so many under way', async () => {
    const clerk = new SlowClerk();
    const items = ['a', 'b', 'c', 'd', 'e'];
    const run = runBulk({ items, work: clerk.work, onProgress: () => undefined, signal: never });
    await turn();
    expect(clerk.begun).toHaveLength(PARALLEL);
    clerk.release();
    await turn();
    expect(clerk.begun).toEqual(['a', 'b', 'c', 'd']);
    for (let i = 0; i < items.length; i++) {
      clerk.release();
      await turn();
    }
    expect(done(await run)).toEqual(items);
  });

  it('does an item once, however often it is named', async () => {
    const seen: string[] = [];
    const work = (item: string) => Promise.resolve(void seen.push(item));
    await runBulk({ items: ['a', 'a', 'b'], work, onProgress: () => undefined, signal: never });
    expect(seen).toEqual(['a', 'b']);
  });

  it('begins nothing more once it is stopped, and says so', async () => {
    const stop = new AbortController();
    const work = () => {
      stop.abort();
      return Promise.resolve(undefined);
    };
    const progress = await runBulk({
      items: ['a', 'b', 'c', 'd'],
      work,
      onProgress: () => undefined,
      signal: stop.signal,
    });
    expect(done(progress)).toEqual(['a']);
    expect(failed(progress)).toEqual(['b', 'c', 'd']);
  });

  it('tells of each step, and each telling stays as it was', async () => {
    const told: Progress[] = [];
    await runBulk({
      items: ['a'],
      work: () => Promise.resolve(undefined),
      onProgress: (progress) => told.push(progress),
      signal: never,
    });
    expect(told.map((it) => it.get('a')?.at)).toEqual(['waiting', 'running', 'done']);
    expect(told.map(finished)).toEqual([false, false, true]);
    expect(told.map(summary)).toEqual(['0 of 1', '0 of 1', 'All 1 done.']);
  });
});
