/** So many lines are kept; a log that runs for days must not fill the tab. */
export const KEEP = 5000;

export interface Log {
  readonly lines: readonly Line[];
  /** What came while paused; shown when one goes on. */
  readonly held: readonly Line[];
  readonly paused: boolean;
  readonly next: number;
}

export interface Line {
  readonly id: number;
  readonly text: string;
}

export type LogAction =
  | { readonly type: 'lines'; readonly texts: readonly string[] }
  | { readonly type: 'pause'; readonly on: boolean }
  /** The stream begins anew with its tail, so what was there would come twice. */
  | { readonly type: 'restart' };

export const EMPTY: Log = { lines: [], held: [], paused: false, next: 0 };

const capped = (lines: readonly Line[]): readonly Line[] =>
  lines.length > KEEP ? lines.slice(-KEEP) : lines;

export function logged(log: Log, action: LogAction): Log {
  switch (action.type) {
    case 'lines': {
      const fresh = action.texts.map((text, i) => ({ id: log.next + i, text: plain(text) }));
      const next = log.next + fresh.length;
      return log.paused
        ? { ...log, held: capped([...log.held, ...fresh]), next }
        : { ...log, lines: capped([...log.lines, ...fresh]), next };
    }
    case 'pause':
      return action.on
        ? { ...log, paused: true }
        : { ...log, lines: capped([...log.lines, ...log.held]), held: [], paused: false };
    case 'restart':
      return { ...EMPTY, paused: log.paused, next: log.next };
  }
}

// eslint-disable-next-line no-control-regex -- colours and cursor moves are what is taken out
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-_])/g;

/** A line without terminal colours and cursor moves: this is a text, not a terminal. */
export const plain = (line: string): string => line.replace(ESCAPES, '').replace(/\r/g, '');

export const matching = (lines: readonly Line[], search: string): readonly Line[] => {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? lines : lines.filter(({ text }) => text.toLowerCase().includes(wanted));
};
