import type { SocketLike } from '../net/terminal-client';
import type { ClientMessage } from '../net/terminal-protocol';
import { Computer, typeOf } from './computer';
import type { Terminal, TerminalSocket } from './terminal';

/** The one computer of the page. */
export const computer = new Computer();

/** Stands in for `net/line.ts`: the same four ways, none of which leaves the page. */
export const ask = (path: string, init: RequestInit): Promise<Response> =>
  Promise.resolve(computer.answer(path, init.method));

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/** A WebSocket to nowhere: its other end is the computer above. */
class PageSocket implements SocketLike {
  binaryType: BinaryType = 'arraybuffer';
  readyState = CONNECTING;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  #terminal: Terminal | undefined;
  readonly #viewer: TerminalSocket = {
    show: (bytes) => this.#deliver(bytes.slice().buffer),
    say: (message) => this.#deliver(JSON.stringify(message)),
  };

  constructor(path: string) {
    // Later, as a network would: whoever opened it has yet to listen.
    queueMicrotask(() => {
      if (this.readyState === CLOSED) return;
      this.readyState = OPEN;
      this.#terminal = computer.connect(path, this.#viewer);
    });
  }

  send(data: string): void {
    this.#terminal?.receive(JSON.parse(data) as ClientMessage);
  }

  close(): void {
    this.readyState = CLOSED;
    this.#terminal?.detach(this.#viewer);
  }

  #deliver(data: ArrayBuffer | string): void {
    if (this.readyState === OPEN) this.onmessage?.(new MessageEvent('message', { data }));
  }
}

export const openSocket = (path: string): SocketLike => new PageSocket(path);

/** A file as the browser may load it: the whole of it, written out as its own address. */
export function address(path: string): string {
  const file = decodeURIComponent(path.replace(/^\/files\/|\?.*$/g, ''));
  return `data:${typeOf(file)},${encodeURIComponent(computer.disk.read(file) ?? '')}`;
}

const THEME = 'matrixos.theme';

const kept = new Map<string, string>();

/** The theme of the page around, which is of the same origin; read, never written. */
export function themeAround(): string | null {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

/** Remembers until the page is left: the demo stores nothing. */
export const memory = (): Pick<Storage, 'getItem' | 'setItem'> => ({
  getItem: (key) => kept.get(key) ?? (key === THEME ? themeAround() : null),
  setItem: (key, value) => void kept.set(key, value),
});
