import { describe as group, expect, it } from 'vitest';
import type { Computer, ComputerState } from '../../api/types';
import { budgetOf, describe } from './describe';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

const computer = (state: ComputerState, more: Partial<Computer> = {}): Computer => ({
  handle: 'alice',
  url: 'http://alice.localhost:9000',
  state,
  cause: null,
  since: new Date(NOW - 3_000).toISOString(),
  steps: [],
  memory: null,
  cpu: null,
  disk: null,
  lastActive: null,
  sleepsAt: null,
  spend: null,
  version: null,
  samples: [],
  ...more,
});

const ALL: ComputerState[] = [
  'none',
  'queued',
  'provisioning',
  'starting',
  'running',
  'frozen',
  'stopping',
  'stopped',
  'destroying',
  'failed',
];

group('a computer in words', () => {
  it.each(ALL)('never says what it is made of: %s', (state) => {
    const { word, cause, effect, way } = describe(computer(state), NOW);
    const said = [word, cause, effect, way?.label].join(' ');
    expect(said).not.toMatch(/container|docker|image|provision|process|platform/i);
    expect(word).not.toBe('');
    expect(cause).toMatch(/\.$/);
  });

  it('lets the platform say why', () =>
    expect(describe(computer('stopped', { cause: 'You put it to sleep.' }), NOW).cause).toBe(
      'You put it to sleep.',
    ));

  it('offers a restart only when a wake takes long', () => {
    expect(describe(computer('starting'), NOW).way).toBeNull();
    const long = describe(
      computer('starting', { since: new Date(NOW - 11_000).toISOString() }),
      NOW,
    );
    expect(long.way?.verb).toBe('restart');
  });

  it('tries the set-up again when a step failed, else starts again', () => {
    const step = {
      name: 'storage',
      title: 'A place for your files',
      state: 'failed',
      startedAt: null,
      finishedAt: null,
      detail: null,
    } as const;
    const bad = describe(computer('failed', { steps: [step] }), NOW);
    expect(bad.way?.verb).toBe('provision');
    expect(bad.cause).toContain('A place for your files');
    expect(describe(computer('failed'), NOW).way?.verb).toBe('restart');
  });

  it('offers an update only where one can be made', () => {
    const version = { current: '1', available: '2', outdated: true };
    expect(describe(computer('running', { version }), NOW).may).toContain('update');
    expect(describe(computer('stopped', { version }), NOW).may).toContain('update');
    expect(describe(computer('stopping', { version }), NOW).may).toEqual([]);
    expect(describe(computer('running'), NOW).may).not.toContain('update');
  });
});

group('the budget', () => {
  const spend = { todayUsd: 0.2, monthUsd: 2, dayLimitUsd: 1, monthLimitUsd: 10, resetsAt: null };

  it('is no matter while there is enough, or no limit', () => {
    expect(budgetOf(null).kind).toBe('free');
    expect(budgetOf(spend).kind).toBe('free');
    expect(
      budgetOf({ ...spend, todayUsd: 50, monthUsd: 50, dayLimitUsd: null, monthLimitUsd: null })
        .kind,
    ).toBe('free');
  });

  it('is close at nine tenths and over at the limit', () => {
    expect(budgetOf({ ...spend, todayUsd: 0.9 })).toEqual({
      kind: 'close',
      period: 'day',
      limitUsd: 1,
    });
    expect(budgetOf({ ...spend, todayUsd: 1 })).toEqual({
      kind: 'over',
      period: 'day',
      limitUsd: 1,
    });
  });

  it('names what is over before what is close, and the month before the day', () => {
    expect(budgetOf({ ...spend, todayUsd: 1, monthUsd: 9.5 })).toMatchObject({
      kind: 'over',
      period: 'day',
    });
    expect(budgetOf({ ...spend, todayUsd: 1, monthUsd: 10 })).toMatchObject({
      kind: 'over',
      period: 'month',
    });
  });
});
