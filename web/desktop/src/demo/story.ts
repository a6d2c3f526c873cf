import type { AppId, Params } from '../shell/model/state';
import type { Computer } from './computer';
import { chart, page, toCsv, TRACK_PY } from './expenses';
import { lastMonth, RECEIPTS, receiptsOf } from './home';
import type { Pace } from './pace';
import type { Terminal } from './terminal';

/** What a story needs of the desktop. */
export interface Stage {
  /** Opens a window in its place, or brings the one that the story opened before. */
  readonly show: (app: AppId, params?: Params) => void;
  /** Lets open folders look again. */
  readonly refresh: () => void;
}

/** Milliseconds: between two keys, before Enter, and after a command's output, which is to be read. */
const KEY_MS = 55;
const ENTER_MS = 380;
const READ_MS = 1_500;

const DIM = '\x1b[90m';
const OK = '\x1b[32m';
const PLAIN = '\x1b[0m';

/** The story: a few commands, then an agent that builds an expense tracker out of last month's receipts. */
export async function tell(computer: Computer, stage: Stage, pace: Pace): Promise<void> {
  const terminal = computer.start();
  await pace.wait(1_100);
  stage.show('terminal', { session: terminal.id });
  await pace.wait(900);
  await command(terminal, pace, 'ls');
  await command(terminal, pace, 'cat notes/today.md');
  stage.show('files', { path: '' });
  await pace.wait(READ_MS);
  stage.show('terminal');
  await pace.wait(500);
  await build(computer, terminal, stage, pace);
}

async function command(terminal: Terminal, pace: Pace, text: string): Promise<void> {
  await type(terminal, pace, text);
  terminal.type('\r');
  await pace.wait(READ_MS);
}

/** Types a line key by key. When somebody else has typed meanwhile, the line is begun again. */
async function type(terminal: Terminal, pace: Pace, text: string): Promise<void> {
  const keys = Array.from(text);
  for (let at = 0; at < keys.length; at++) {
    if (terminal.shell.line !== keys.slice(0, at).join('')) {
      terminal.type('\x03');
      at = 0;
    }
    terminal.type(keys[at] ?? '');
    await pace.wait(keys[at] === ' ' ? KEY_MS * 1.8 : KEY_MS);
  }
  await pace.wait(ENTER_MS);
  if (terminal.shell.line !== text) await type(terminal, pace, text);
}

/** The agent's work, one step after the other. A person who presses Ctrl+C in its terminal ends it. */
async function build(
  computer: Computer,
  terminal: Terminal,
  stage: Stage,
  pace: Pace,
): Promise<void> {
  const { disk } = computer;
  const month = lastMonth(computer.now);
  const receipts = receiptsOf(computer.now);
  const say = (text: string): void => {
    if (terminal.shell.busy) terminal.print(`${text}\r\n`);
  };
  const did = (verb: string, what: string): void => say(`  ${DIM}${verb.padEnd(6)}${PLAIN}${what}`);

  await type(terminal, pace, 'agent "Build an expense tracker from my receipts"');
  terminal.print(terminal.shell.begin());
  await pace.wait(700);
  say(`${OK}●${PLAIN} Building it in expenses/`);
  await pace.wait(900);
  did('read', receipts);
  await pace.wait(900);

  const files: readonly (readonly [string, string])[] = [
    ['track.py', TRACK_PY],
    ['expenses.csv', disk.read(receipts) ?? toCsv(RECEIPTS)],
    ['chart.svg', chart(RECEIPTS)],
    [`${month}.md`, page(month, RECEIPTS)],
  ];
  for (const [at, [name, text]] of files.entries()) {
    if (!terminal.shell.busy) return;
    disk.write(`expenses/${name}`, text, computer.now);
    did('write', `expenses/${name}`);
    if (at === 0) stage.show('files', { path: 'expenses' });
    stage.refresh();
    await pace.wait(1_000);
  }
  did('run', 'python3 expenses/track.py');
  await pace.wait(900);
  if (!terminal.shell.busy) return;
  stage.show('preview', { path: `expenses/${month}.md` });
  say(`${OK}●${PLAIN} Done. The page is open; add an expense with`);
  say(`  python3 expenses/track.py add 4.20 coffee`);
  terminal.print(`\r\n${terminal.shell.end()}`);
  await pace.wait(600);
}
