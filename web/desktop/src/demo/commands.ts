import type { FileEntry } from '../net/api';
import type { Disk } from './disk';
import { chart, fromCsv, page, table, toCsv, TRACK_PY } from './expenses';
import { HANDLE, lastMonth } from './home';

/** What a command may see of the shell that runs it. */
export interface Place {
  readonly disk: Disk;
  /** The folder, relative to the home. */
  readonly folder: string;
  readonly now: Date;
  /** How many characters fit into a line of the screen. */
  readonly columns: number;
}

export interface Outcome {
  readonly out?: string;
  readonly error?: string;
  /** Go to this folder. */
  readonly folder?: string;
  /** Beyond text: the screen is emptied, or the shell ends. */
  readonly then?: 'clear' | 'exit';
}

type Command = (args: readonly string[], place: Place) => Outcome;

/** Where the home is on the computer. */
export const HOME = '/home/matrixos/home';

/** The path that a word names, relative to the home; undefined when it leads out of it. */
export function resolve(word: string, folder: string): string | undefined {
  const named = word.replace(/^~(?=\/|$)/, HOME);
  const full = named.startsWith('/') ? named : `${HOME}/${folder}/${named}`;
  const parts: string[] = [];
  for (const step of full.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(step);
  }
  const path = `/${parts.join('/')}/`;
  return path.startsWith(`${HOME}/`) ? path.slice(HOME.length + 1, -1) : undefined;
}

const ls: Command = (args, { disk, folder, now, columns }) => {
  const flags = args.filter((it) => it.startsWith('-')).join('');
  const word = args.find((it) => !it.startsWith('-')) ?? '.';
  const path = resolve(word, folder);
  if (path !== undefined && disk.read(path) !== undefined) return { out: word };
  const entries = path === undefined ? undefined : disk.list(path);
  if (entries === undefined) return { error: `ls: ${word}: no such file or folder` };
  const seen = entries.filter(({ hidden }) => !hidden || flags.includes('a'));
  if (!flags.includes('l')) return { out: flow(seen, columns) };
  return { out: seen.map((entry) => long(entry, now)).join('\n') };
};

/** Names beside each other, as many as fit into a line. */
function flow(entries: readonly FileEntry[], columns: number): string {
  const lines: string[] = [];
  let used = Infinity;
  for (const entry of entries) {
    const width = entry.name.length + 2;
    if (used + width - 2 > columns) {
      lines.push('');
      used = 0;
    }
    lines.push(`${lines.pop() ?? ''}${used === 0 ? '' : '  '}${coloured(entry)}`);
    used += width;
  }
  return lines.join('\n');
}

const coloured = ({ name, kind }: FileEntry): string =>
  kind === 'folder' ? `\x1b[34m${name}\x1b[0m` : name;

function long(entry: FileEntry, now: Date): string {
  const when = new Date(entry.modified);
  const day = when.toLocaleDateString('en', { day: '2-digit', month: 'short' });
  const far = when.getFullYear() === now.getFullYear() ? '' : ` ${when.getFullYear()}`;
  return `${entry.kind === 'folder' ? 'd' : '-'}rw ${String(entry.size).padStart(6)}  ${day}${far}  ${coloured(entry)}`;
}

const cat: Command = (args, { disk, folder }) => {
  if (args.length === 0) return { error: 'cat: which file?' };
  const texts: string[] = [];
  for (const word of args) {
    const path = resolve(word, folder);
    const text = path === undefined ? undefined : disk.read(path);
    if (text === undefined) {
      const folderIsThere = path !== undefined && disk.isFolder(path);
      return { error: `cat: ${word}: ${folderIsThere ? 'is a folder' : 'no such file'}` };
    }
    texts.push(text.replace(/\n$/, ''));
  }
  return { out: texts.join('\n') };
};

const cd: Command = ([word = '~'], { disk, folder }) => {
  const path = resolve(word, folder);
  return path !== undefined && disk.isFolder(path)
    ? { folder: path }
    : { error: `cd: ${word}: no such folder` };
};

/** The one program there is to run: the tracker, once it has been written. */
const python: Command = ([script = '', ...args], place) => {
  const path = resolve(script, place.folder);
  const text = path === undefined ? undefined : place.disk.read(path);
  if (path === undefined || text === undefined)
    return { error: `python3: can't open file '${script}'` };
  return text === TRACK_PY
    ? track(path.split('/').slice(0, -1).join('/'), args, place)
    : { error: 'python3: this demo only knows track.py as it was written' };
};

function track(folder: string, [verb, amount = '', ...words]: string[], place: Place): Outcome {
  const { disk, now } = place;
  const expenses = fromCsv(disk.read(`${folder}/expenses.csv`) ?? '');
  if (verb === 'add') {
    const cents = Math.round(Number(amount) * 100);
    const [what = '', kind = 'other'] = words;
    if (!Number.isFinite(cents) || cents <= 0 || what === '' || /,/.test(what + kind))
      return { error: 'usage: track.py add 4.20 coffee' };
    expenses.push({ day: now.getDate(), what, kind, cents });
  }
  disk.write(`${folder}/expenses.csv`, toCsv(expenses));
  disk.write(`${folder}/chart.svg`, chart(expenses));
  disk.write(`${folder}/${lastMonth(now)}.md`, page(lastMonth(now), expenses));
  return { out: table(expenses) };
}

const HELP = `This is a scripted demo; it knows:
  help  ls  cd  cat  echo  pwd  whoami  date  clear  exit
  python3 track.py, once the agent has written it
Tab completes names, > writes a file, the arrows bring earlier lines.`;

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['help', () => ({ out: HELP })],
  ['ls', ls],
  ['ll', (args, place) => ls(['-l', ...args], place)],
  ['cd', cd],
  ['cat', cat],
  ['echo', (args) => ({ out: args.join(' ') })],
  ['pwd', (_, { folder }) => ({ out: folder === '' ? HOME : `${HOME}/${folder}` })],
  ['whoami', () => ({ out: HANDLE })],
  ['date', (_, { now }) => ({ out: now.toString() })],
  ['clear', () => ({ then: 'clear' })],
  ['exit', () => ({ then: 'exit' })],
  ['python3', python],
  ['agent', () => ({ error: 'agent: only the story can call it' })],
]);
