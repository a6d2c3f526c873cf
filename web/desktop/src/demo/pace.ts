/** Runs something later; the returned function takes it back. */
export type Schedule = (run: () => void, ms: number) => () => void;

/** Thrown out of a wait whose story is over before its end. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

interface Waiting {
  /** Milliseconds still to wait. */
  left: number;
  since: number;
  cancel: (() => void) | undefined;
  readonly go: () => void;
  readonly fail: (reason: Stopped) => void;
}

/**
 * The pace of a story: its waits, which can be halted for as long as one likes and go on with what was left of them. At
 * once, nothing is waited for: that is the pace of those who wish for no motion.
 */
export class Pace {
  readonly #schedule: Schedule;
  readonly #now: () => number;
  readonly #atOnce: boolean;
  #running = true;
  #stopped = false;
  #waiting: Waiting | undefined;

  constructor(schedule: Schedule, now: () => number, atOnce: boolean) {
    this.#schedule = schedule;
    this.#now = now;
    this.#atOnce = atOnce;
  }

  get atOnce(): boolean {
    return this.#atOnce;
  }

  /** Settles after this many milliseconds of running; rejects with {@link Stopped}. One wait at a time. */
  wait(ms: number): Promise<void> {
    if (this.#stopped) return Promise.reject(new Stopped());
    if (this.#atOnce) return Promise.resolve();
    return new Promise((go, fail) => {
      this.#waiting = { left: ms, since: 0, cancel: undefined, go, fail };
      if (this.#running) this.#start(this.#waiting);
    });
  }

  run(on: boolean): void {
    if (on === this.#running) return;
    this.#running = on;
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    if (on) this.#start(waiting);
    else {
      waiting.cancel?.();
      waiting.left = Math.max(0, waiting.left - (this.#now() - waiting.since));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting?.cancel?.();
    this.#waiting?.fail(new Stopped());
    this.#waiting = undefined;
  }

  #start(waiting: Waiting): void {
    waiting.since = this.#now();
    waiting.cancel = this.#schedule(() => {
      this.#waiting = undefined;
      waiting.go();
    }, waiting.left);
  }
}
