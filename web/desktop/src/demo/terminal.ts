import type { ShellInfo } from '../net/api';
import type { ClientMessage } from '../net/terminal-protocol';
import type { Disk } from './disk';
import { Shell } from './shell';

/** A viewer of a terminal. */
export interface TerminalSocket {
  readonly show: (bytes: Uint8Array) => void;
  readonly say: (message: Readonly<Record<string, unknown>>) => void;
}

const ENCODER = new TextEncoder();

/** One shell with its output from the beginning, and those who look at it. */
export class Terminal {
  readonly id: string;
  readonly shell: Shell;
  readonly #viewers = new Set<TerminalSocket>();
  readonly #created: Date;
  readonly #ended: () => void;
  #output = new Uint8Array();

  constructor(id: string, disk: Disk, now: () => Date, ended: () => void) {
    this.id = id;
    this.shell = new Shell(disk, now);
    this.#created = now();
    this.#ended = ended;
    this.print(this.shell.prompt());
  }

  get info(): ShellInfo {
    const { size: attached } = this.#viewers;
    return {
      id: this.id,
      title: this.shell.busy ? 'agent' : 'bash',
      createdAt: this.#created.toISOString(),
      attached,
    };
  }

  /** Shows a viewer what it has not seen, and from now on everything. */
  attach(viewer: TerminalSocket, after: number): void {
    const offset = Math.min(after, this.#output.byteLength);
    viewer.say({ type: 'attached', session: this.id, offset, cols: 0, rows: 0 });
    if (offset < this.#output.byteLength) viewer.show(this.#output.slice(offset));
    this.#viewers.add(viewer);
  }

  detach(viewer: TerminalSocket): void {
    this.#viewers.delete(viewer);
  }

  receive(message: ClientMessage): void {
    if (message.type === 'input') this.type(message.data);
    if (message.type === 'resize') this.shell.columns = message.cols;
  }

  /** Keys, whoever presses them. */
  type(keys: string): void {
    this.print(this.shell.input(keys));
    if (!this.shell.over) return;
    this.#viewers.forEach((viewer) => viewer.say({ type: 'exit', code: 0 }));
    this.#ended();
  }

  print(text: string): void {
    if (text === '') return;
    const bytes = ENCODER.encode(text);
    const all = new Uint8Array(this.#output.byteLength + bytes.byteLength);
    all.set(this.#output);
    all.set(bytes, this.#output.byteLength);
    this.#output = all;
    this.#viewers.forEach((viewer) => viewer.show(bytes));
  }
}
