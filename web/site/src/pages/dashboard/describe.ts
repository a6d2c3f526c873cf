import type { StateTone } from '@matrixos/ui';
import type { Computer, ComputerState } from '../../api/types';

/** What may be asked of a computer. */
export type Verb = 'provision' | 'start' | 'stop' | 'restart' | 'update';

/** A computer's state as its person reads it. */
export interface Described {
  readonly word: string;
  readonly tone: StateTone;
  /** Something is under way; it changes by itself. */
  readonly busy: boolean;
  /** Why it is so. */
  readonly cause: string;
  /** What it means for the person and what is theirs. */
  readonly effect: string;
  /** The way on, when there is one beside opening it. */
  readonly way: { readonly verb: Verb; readonly label: string } | null;
  /** What may be done besides. */
  readonly may: readonly Verb[];
}

/** A wake that takes longer than this is worth a word. */
const LONG_WAKE_MS = 10_000;

type Plain = Omit<Described, 'cause'> & { readonly cause: string };

const STATES: Record<Exclude<ComputerState, 'failed' | 'starting'>, Plain> = {
  none: {
    word: 'Not set up',
    tone: 'plain',
    busy: false,
    cause: 'Your computer has not been set up yet.',
    effect: 'It takes some seconds; opening it sets it up, too.',
    way: { verb: 'provision', label: 'Set up my computer' },
    may: [],
  },
  queued: {
    word: 'In the queue',
    tone: 'warn',
    busy: true,
    cause: 'There is no room at the moment.',
    effect: 'It goes on by itself. Your files are safe, and you can close this page.',
    way: null,
    may: [],
  },
  provisioning: {
    word: 'Being set up',
    tone: 'accent',
    busy: true,
    cause: 'Your computer is being set up.',
    effect: 'You can close this page: it goes on by itself.',
    way: null,
    may: [],
  },
  running: {
    word: 'Awake',
    tone: 'ok',
    busy: false,
    cause: 'Everything runs.',
    effect: '',
    way: null,
    may: ['restart', 'stop'],
  },
  frozen: {
    word: 'Resting',
    tone: 'ok',
    busy: false,
    cause: 'Nobody uses it just now, so it holds its breath.',
    effect: 'All that was open is still open; it goes on in a blink.',
    way: null,
    may: ['restart', 'stop'],
  },
  stopping: {
    word: 'Going to sleep',
    tone: 'plain',
    busy: true,
    cause: 'It is going to sleep.',
    effect: 'Your files are kept.',
    way: null,
    may: [],
  },
  stopped: {
    word: 'Asleep',
    tone: 'plain',
    busy: false,
    cause: 'It sleeps, since nobody used it.',
    effect: 'Your files are kept. Opening it wakes it.',
    way: null,
    may: ['start'],
  },
  destroying: {
    word: 'Being removed',
    tone: 'warn',
    busy: true,
    cause: 'Your computer is being removed.',
    effect: 'Your files are kept.',
    way: null,
    may: [],
  },
};

/** Pure: what to say of a computer, and what may be done. */
export function describe(told: Computer, now: number): Described {
  const computer = { ...told, cause: told.cause === null ? null : sentence(told.cause) };
  const { state, cause } = computer;
  if (state === 'failed') return failed(computer);
  if (state === 'starting') return starting(computer, now);
  const plain = STATES[state];
  const outdated = computer.version?.outdated === true && plain.may.length > 0;
  return {
    ...plain,
    cause: cause ?? plain.cause,
    may: outdated ? [...plain.may, 'update'] : plain.may,
  };
}

/** The platform tells reasons as parts of a sentence: “asleep since 14:02 UTC”. */
function sentence(part: string): string {
  const whole = part.charAt(0).toUpperCase() + part.slice(1);
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`;
}

function starting({ cause, since }: Computer, now: number): Described {
  const long = since !== null && now - Date.parse(since) > LONG_WAKE_MS;
  return {
    word: 'Waking up',
    tone: 'accent',
    busy: true,
    cause: cause ?? 'It is waking up.',
    effect: long
      ? 'It takes longer than it should. Nothing is lost; when it does not come, restart it.'
      : 'It is there in a moment.',
    way: long ? { verb: 'restart', label: 'Restart it' } : null,
    may: [],
  };
}

function failed({ cause, steps }: Computer): Described {
  const step = steps.find((it) => it.state === 'failed');
  const shared = { word: 'Needs a hand', tone: 'danger', busy: false, may: [] } as const;
  if (step !== undefined) {
    return {
      ...shared,
      cause: cause ?? `It could not be set up: “${step.title}” did not work.`,
      effect: 'Nothing of yours is lost. Trying again goes on where it stopped.',
      way: { verb: 'provision', label: 'Try again' },
    };
  }
  return {
    ...shared,
    cause: cause ?? 'It stopped and did not say why.',
    effect: 'Your files are safe. What was only in memory is gone.',
    way: { verb: 'restart', label: 'Start it again' },
  };
}

/** What the model's budget says. */
export type Budget =
  | { readonly kind: 'free' }
  | {
      readonly kind: 'close' | 'over';
      readonly period: 'day' | 'month';
      readonly limitUsd: number;
    };

const CLOSE = 0.9;

/** Pure: the narrower of the two limits, when one is reached or nearly so. */
export function budgetOf(spend: Computer['spend']): Budget {
  if (spend === null) return { kind: 'free' };
  const limits = [
    { period: 'month', limitUsd: spend.monthLimitUsd, usedUsd: spend.monthUsd },
    { period: 'day', limitUsd: spend.dayLimitUsd, usedUsd: spend.todayUsd },
  ] as const;
  for (const [kind, share] of [
    ['over', 1],
    ['close', CLOSE],
  ] as const) {
    for (const { period, limitUsd, usedUsd } of limits) {
      if (limitUsd !== null && usedUsd >= limitUsd * share) return { kind, period, limitUsd };
    }
  }
  return { kind: 'free' };
}
