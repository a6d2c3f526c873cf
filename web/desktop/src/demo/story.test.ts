import { beforeEach, expect, test } from 'vitest';
import { Computer } from './computer';
import { Pace, Stopped } from './pace';
import { type Stage, tell } from './story';

const NOW = new Date('2026-11-26T12:00:00');

/** Time that goes when it is told to. */
class HandClock {
  now = 0;
  #due: { at: number; run: () => void }[] = [];

  readonly schedule = (run: () => void, ms: number): (() => void) => {
    const entry = { at: this.now + ms, run };
    this.#due.push(entry);
    return () => void (this.#due = this.#due.filter((it) => it !== entry));
  };

  get idle(): boolean {
    return this.#due.length === 0;
  }

  /** Lets what is due happen, and what comes of it. */
  async go(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await Promise.resolve();
      await Promise.resolve();
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((it) => it !== next);
      this.now = next.at;
      next.run();
      await new Promise((settled) => setImmediate(settled));
    }
    this.now = end;
  }
}

let shown: string[];
let computer: Computer;

beforeEach(() => {
  shown = [];
  computer = new Computer(() => NOW);
});

const stage: Stage = {
  show: (app, params) => void shown.push(`${app} ${Object.values(params ?? {}).join()}`),
  refresh: () => void shown.push('refresh'),
};

const names = (path: string): string[] | undefined =>
  computer.disk.list(path)?.map(({ name }) => name);

/** Everything that the first terminal has shown. */
function screen(): string {
  let text = '';
  computer.connect('/ws/terminal?session=demo-1', {
    show: (bytes) => void (text += new TextDecoder().decode(bytes)),
    say: () => undefined,
  });
  return text;
}

test('without motion the end is there at once', async () => {
  const clock = new HandClock();
  await tell(computer, stage, new Pace(clock.schedule, () => clock.now, true));
  expect(clock.idle).toBe(true);
  expect(names('expenses')).toEqual(['chart.svg', 'expenses.csv', 'October.md', 'track.py']);
  expect(shown.at(-1)).toBe('preview expenses/October.md');
  expect(screen()).toContain('agent "Build an expense tracker from my receipts"');
  expect(screen().endsWith('$ ')).toBe(true);
});

test('it takes less than half a minute, and files come one by one', async () => {
  const clock = new HandClock();
  const told = tell(computer, stage, new Pace(clock.schedule, () => clock.now, false));
  const counts = new Set<number>();
  for (let at = 0; at < 30; at++) {
    await clock.go(1_000);
    counts.add(names('expenses')?.length ?? 0);
  }
  expect(clock.idle).toBe(true);
  await told;
  expect([...counts]).toEqual([0, 1, 2, 3, 4]);
});

test('held, nothing goes on; resumed, it does from where it was', async () => {
  const clock = new HandClock();
  const pace = new Pace(clock.schedule, () => clock.now, false);
  void tell(computer, stage, pace);
  await clock.go(3_000);
  pace.run(false);
  const before = screen();
  await clock.go(60_000);
  expect(screen()).toBe(before);
  pace.run(true);
  await clock.go(2_000);
  expect(screen().length).toBeGreaterThan(before.length);
});

test('a line that somebody typed into is begun again', async () => {
  const clock = new HandClock();
  const pace = new Pace(clock.schedule, () => clock.now, false);
  const told = tell(computer, stage, pace);
  await clock.go(4_200);
  const viewer = { show: () => undefined, say: () => undefined };
  computer.connect('/ws/terminal?session=demo-1', viewer)?.type('zzz');
  await clock.go(60_000);
  await told;
  expect(screen()).toContain('zzz^C');
  expect(screen()).toContain('water the tomatoes');
  expect(names('expenses')).toHaveLength(4);
});

test('Ctrl+C ends the agent: it writes nothing more', async () => {
  const clock = new HandClock();
  const told = tell(computer, stage, new Pace(clock.schedule, () => clock.now, false));
  while (names('expenses') === undefined) await clock.go(100);
  const viewer = { show: () => undefined, say: () => undefined };
  computer.connect('/ws/terminal?session=demo-1', viewer)?.type('\x03');
  await clock.go(60_000);
  await told;
  expect(names('expenses')).toEqual(['track.py']);
  expect(shown).not.toContain('preview expenses/October.md');
});

test('a story that is stopped says so, also when it is held', async () => {
  const clock = new HandClock();
  const pace = new Pace(clock.schedule, () => clock.now, false);
  const told = tell(computer, stage, pace);
  await clock.go(500);
  pace.run(false);
  pace.stop();
  await expect(told).rejects.toThrow(Stopped);
  expect(clock.idle).toBe(true);
});
