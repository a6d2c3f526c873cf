export type Verb = 'start' | 'stop' | 'restart' | 'update' | 'destroy';

export interface VerbWords {
  readonly label: string;
  /** While it is done: "Stopping". */
  readonly doing: string;
  readonly done: string;
  /** What it means for the person whose computer it is. */
  readonly effect: string;
}

export const VERBS: Readonly<Record<Verb, VerbWords>> = {
  start: {
    label: 'Start',
    doing: 'Starting',
    done: 'started',
    effect: 'It runs until it is idle again.',
  },
  stop: {
    label: 'Stop',
    doing: 'Stopping',
    done: 'stopped',
    effect: 'Programs that run in it end. Files stay; the next visit starts it again.',
  },
  restart: {
    label: 'Restart',
    doing: 'Restarting',
    done: 'restarted',
    effect: 'Programs that run in it end and open desktops wait a few seconds. Files stay.',
  },
  update: {
    label: 'Update',
    doing: 'Updating',
    done: 'updated',
    effect:
      'It gets a new container from the present image. Programs that run in it end. Files stay.',
  },
  destroy: {
    label: 'Destroy',
    doing: 'Destroying',
    done: 'destroyed',
    effect:
      'Its container is removed and its ports are given back. The files stay on the host, and nobody else gets them.',
  },
};

const SETTLED = ['running', 'frozen', 'stopped', 'failed'];
/** Whether a state is on its way to another by itself. A queue may be long, so it does not count. */
export const underWay = (state: string): boolean =>
  ['provisioning', 'starting', 'stopping', 'destroying'].includes(state);

const UP = ['running', 'frozen'];

/** Why a verb makes no sense now, or nothing when it does. The platform has the last word. */
export function hindrance(verb: Verb, state: string): string | undefined {
  if (verb === 'destroy') return state === 'destroying' ? 'It is being destroyed.' : undefined;
  if (!SETTLED.includes(state)) return `It is ${state}; wait until that is over.`;
  if (verb === 'start' && state === 'running') return 'It runs already.';
  if (verb === 'stop' && !UP.includes(state)) return 'It does not run.';
  if (verb === 'restart' && state === 'stopped') return 'It does not run; start it instead.';
  return undefined;
}

/** Several at once are asked about first, and so is everything that cannot be taken back. */
export const asksFirst = (verb: Verb, count: number): boolean =>
  verb === 'destroy' || (verb !== 'start' && count > 1);
