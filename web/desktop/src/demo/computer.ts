import type { Disk } from './disk';
import { furnish, HANDLE } from './home';
import { Terminal, type TerminalSocket } from './terminal';

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
  });

const refuse = (status: number, title: string, detail: string): Response =>
  json({ title, status, detail }, status);

const MIB = 1024 * 1024;

/** What a computer with a desktop and a few terminals needs, and a little for each further terminal. */
const MEMORY = { base: 84 * MIB, terminal: 3 * MIB, limit: 256 * MIB } as const;

const TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml' };

export const typeOf = (path: string): string =>
  TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain;charset=utf-8';

/** A scripted computer inside the page: answers what the desktop asks, as the real one would. */
export class Computer {
  readonly #now: () => Date;
  readonly #terminals = new Map<string, Terminal>();
  #disk: Disk;
  #started: Date;
  #serial = 0;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
    this.#started = now();
    this.#disk = furnish(now());
  }

  get disk(): Disk {
    return this.#disk;
  }

  get now(): Date {
    return this.#now();
  }

  /** Back to the beginning: the files as they were, no terminal. */
  reset(): void {
    this.#terminals.clear();
    this.#disk = furnish(this.#now());
    this.#started = this.#now();
  }

  /** Starts a shell. */
  start(): Terminal {
    const id = `demo-${++this.#serial}`;
    const ended = (): void => void this.#terminals.delete(id);
    const terminal = new Terminal(id, this.#disk, this.#now, ended);
    this.#terminals.set(id, terminal);
    return terminal;
  }

  /** Connects a viewer to the shell that the address names, or to a new one. */
  connect(path: string, socket: TerminalSocket): Terminal | undefined {
    const query = new URLSearchParams(path.split('?')[1]);
    const wanted = query.get('session');
    const terminal = wanted === null ? this.start() : this.#terminals.get(wanted);
    if (terminal === undefined) socket.say({ type: 'error', error: 'unknown-session' });
    else terminal.attach(socket, Number(query.get('after') ?? 0));
    return terminal;
  }

  /** Answers a request. */
  answer(address: string, method = 'GET'): Response {
    const url = new URL(address, 'http://demo.invalid');
    const path = url.pathname;
    if (path === '/api/system/info') return json(this.#info());
    if (path === '/api/ai/status') return json({ model: 'demo', todayUsd: null, monthUsd: null });
    if (path === '/api/files') return this.#list(url.searchParams.get('path') ?? '');
    if (path === '/api/terminals') return json([...this.#terminals.values()].map((it) => it.info));
    if (path.startsWith('/files/')) return this.#file(path.slice('/files/'.length));
    const id = /^\/api\/terminals\/([\w-]+)$/.exec(path)?.[1];
    if (id !== undefined && method === 'DELETE') {
      this.#terminals.delete(id);
      return new Response(null, { status: 204 });
    }
    return refuse(404, 'Not in this demo', `The demo has nothing at ${path}.`);
  }

  #info(): unknown {
    const { base, terminal, limit } = MEMORY;
    return {
      version: 'scripted demo',
      handle: HANDLE,
      uptime: Math.round((this.#now().getTime() - this.#started.getTime()) / 1000),
      startedAt: this.#started.toISOString(),
      memory: { usedBytes: base + terminal * this.#terminals.size, limitBytes: limit },
    };
  }

  #list(path: string): Response {
    const entries = this.#disk.list(path);
    if (entries === undefined) return refuse(404, 'No such folder', `There is no folder ${path}.`);
    return json({ path, entries, truncated: false });
  }

  #file(escaped: string): Response {
    const path = decodeURIComponent(escaped);
    const text = this.#disk.read(path);
    if (text === undefined) return refuse(404, 'No such file', `There is no file ${path}.`);
    return new Response(text, { headers: { 'Content-Type': typeOf(path) } });
  }
}
