import { COMMANDS, type Outcome, resolve } from './commands';
import type { Disk } from './disk';

/** The words of a line, and where its output goes. Quotes keep blanks together. */
export interface Line {
  readonly words: readonly string[];
  readonly to: { readonly path: string; readonly append: boolean } | undefined;
}

export function parse(text: string): Line {
  const tokens = [...text.matchAll(/"([^"]*)"?|'([^']*)'?|(>>?)|[^\s"'>]+/g)].map((match) => ({
    redirect: match[3],
    word: match[1] ?? match[2] ?? match[0],
  }));
  const at = tokens.findIndex(({ redirect }) => redirect !== undefined);
  const words = tokens.slice(0, at < 0 ? undefined : at).map(({ word }) => word);
  const path = at < 0 ? undefined : tokens[at + 1]?.word;
  return {
    words,
    to: path === undefined ? undefined : { path, append: tokens[at]?.redirect === '>>' },
  };
}

const CLEAR = '\x1b[2J\x1b[3J\x1b[H';
const BACK = '\b \b';

/** A shell that understands a handful of commands: keys in, what the screen shows out. No browser in it. */
export class Shell {
  readonly #disk: Disk;
  readonly #now: () => Date;
  readonly #history: string[] = [];
  /** Characters in a line of the screen. */
  columns = 80;
  #folder = '';
  #line = '';
  /** Which earlier line is shown: 0 is the one being typed. */
  #back = 0;
  #busy = false;
  #over = false;

  constructor(disk: Disk, now: () => Date) {
    this.#disk = disk;
    this.#now = now;
  }

  /** What is typed and not yet sent. */
  get line(): string {
    return this.#line;
  }

  get over(): boolean {
    return this.#over;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Enter, for a line that only the story can run: its program reads no keys, only Ctrl+C gets through. */
  begin(): string {
    this.#busy = true;
    this.#line = '';
    return '\r\n';
  }

  /** The program is over; the answer is a new prompt. */
  end(): string {
    this.#busy = false;
    return this.prompt();
  }

  prompt(): string {
    return `\x1b[35m~${this.#folder === '' ? '' : `/${this.#folder}`}\x1b[0m $ `;
  }

  /** Takes keys as a terminal sends them; returns what they make the screen show. */
  input(data: string): string {
    let shown = '';
    // One escape sequence or one character at a time.
    // eslint-disable-next-line no-control-regex -- this is what keys look like
    for (const [key] of data.matchAll(/\x1b\[[\d;]*[A-Za-z~]|\x1bO.|[^]/gu)) {
      if (!this.#over) shown += this.#key(key);
    }
    return shown;
  }

  #key(key: string): string {
    if (key === '\x03') return this.#interrupt();
    if (this.#busy) return '';
    switch (key) {
      case '\r':
      case '\n':
        return this.#enter();
      case '\x7f':
      case '\b':
        return this.#erase(1);
      case '\x15':
        return this.#erase(this.#line.length);
      case '\x0c':
        return CLEAR + this.prompt() + this.#line;
      case '\x04':
        return this.#line === '' ? this.#run('exit') : '';
      case '\t':
        return this.#complete();
      case '\x1b[A':
        return this.#recall(1);
      case '\x1b[B':
        return this.#recall(-1);
      default:
        return key < ' ' ? '' : this.#append(key);
    }
  }

  #append(text: string): string {
    this.#line += text;
    return text;
  }

  #erase(count: number): string {
    const kept = Array.from(this.#line);
    const gone = kept.splice(Math.max(0, kept.length - count));
    this.#line = kept.join('');
    return BACK.repeat(gone.length);
  }

  #interrupt(): string {
    this.#busy = false;
    this.#line = '';
    return `^C\r\n${this.prompt()}`;
  }

  #recall(by: 1 | -1): string {
    const back = this.#back + by;
    if (back < 0 || back > this.#history.length) return '';
    this.#back = back;
    const gone = this.#erase(this.#line.length);
    return gone + this.#append(back === 0 ? '' : (this.#history.at(-back) ?? ''));
  }

  /** The rest of a name that can only be one. */
  #complete(): string {
    const word = /[^\s"'>]*$/.exec(this.#line)?.[0] ?? '';
    const slash = word.lastIndexOf('/') + 1;
    const folder = resolve(word.slice(0, slash) || '.', this.#folder);
    const start = word.slice(slash);
    const fits = (folder === undefined ? [] : (this.#disk.list(folder) ?? [])).filter(
      ({ name, hidden }) => name.startsWith(start) && (!hidden || start !== ''),
    );
    const [only] = fits;
    if (only === undefined || fits.length > 1) return '';
    return this.#append(only.name.slice(start.length) + (only.kind === 'folder' ? '/' : ' '));
  }

  #enter(): string {
    const text = this.#line.trim();
    this.#line = '';
    this.#back = 0;
    if (text !== '' && this.#history.at(-1) !== text) this.#history.push(text);
    return `\r\n${this.#run(text)}`;
  }

  #run(text: string): string {
    const { words, to } = parse(text);
    const [name, ...args] = words;
    if (name === undefined) return this.prompt();
    const place = {
      disk: this.#disk,
      folder: this.#folder,
      now: this.#now(),
      columns: this.columns,
    };
    const outcome = COMMANDS.get(name)?.(args, place) ?? {
      error: `${name}: not in this demo; type help`,
    };
    return this.#tell(to === undefined ? outcome : this.#redirect(outcome, to));
  }

  #redirect(outcome: Outcome, { path: word, append }: NonNullable<Line['to']>): Outcome {
    const { out, ...rest } = outcome;
    const path = resolve(word, this.#folder);
    const before = append && path !== undefined ? (this.#disk.read(path) ?? '') : '';
    // eslint-disable-next-line no-control-regex -- colours are for screens, not for files
    const text = (out ?? '').replace(/\x1b\[\d*m/g, '');
    const written = path !== undefined && this.#disk.write(path, `${before}${text}\n`);
    return written ? rest : { error: `${word}: cannot be written` };
  }

  #tell({ out = '', error, folder, then }: Outcome): string {
    this.#folder = folder ?? this.#folder;
    this.#over = then === 'exit';
    if (this.#over) return '';
    if (then === 'clear') return CLEAR + this.prompt();
    const said = error === undefined ? out : `\x1b[31m${error}\x1b[0m`;
    const end = said === '' ? '' : '\r\n';
    return said.replaceAll('\n', '\r\n') + end + this.prompt();
  }
}
