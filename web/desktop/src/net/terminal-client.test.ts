import { beforeEach, describe, expect, it } from 'vitest';
import { backoff, QUIET_MS, TerminalClient, type SocketLike } from './terminal-client';

/** A socket whose other end is the test. */
class WireTap implements SocketLike {
  binaryType: BinaryType = 'blob';
  readyState = 1;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  readonly sent: Record<string, unknown>[] = [];
  constructor(readonly path: string) {}

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  says(message: Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }

  prints(text: string): void {
    this.onmessage?.({ data: new TextEncoder().encode(text).buffer } as MessageEvent);
  }

  breaks(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006 } as CloseEvent);
  }

  query(name: string): string | null {
    return new URL(this.path, 'http://home').searchParams.get(name);
  }
}

/** Time that passes when the test says so. */
class Clock {
  #now = 0;
  #due: { at: number; run: () => void }[] = [];

  readonly schedule = (run: () => void, ms: number): (() => void) => {
    const entry = { at: this.#now + ms, run };
    this.#due.push(entry);
    return () => void (this.#due = this.#due.filter((it) => it !== entry));
  };

  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#due = this.#due.filter((it) => it !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = until;
  }
}

let clock: Clock;
let sockets: WireTap[];
let log: string[];
let unwritten: (() => void)[];
let here: boolean;

beforeEach(() => {
  clock = new Clock();
  sockets = [];
  log = [];
  unwritten = [];
  here = true;
});

function client(session?: string): TerminalClient {
  return new TerminalClient({
    session,
    size: [80, 24],
    open: (path) => {
      const socket = new WireTap(path);
      sockets.push(socket);
      return socket;
    },
    schedule: clock.schedule,
    present: () => here,
    events: {
      output: (bytes, written) => {
        log.push(new TextDecoder().decode(bytes));
        unwritten.push(written);
      },
      gap: () => log.push('<gap>'),
      session: (id) => log.push(`<session ${id}>`),
      state: (state) => log.push(`<${state}>`),
      ended: (ending) => log.push(`<ended ${JSON.stringify(ending)}>`),
      refused: (message) => log.push(`<refused ${message}>`),
    },
  });
}

const socket = (): WireTap => {
  const last = sockets.at(-1);
  if (last === undefined) throw new Error('no socket was opened');
  return last;
};

const attached = (offset: number) => ({
  type: 'attached',
  session: 's1',
  offset,
  cols: 80,
  rows: 24,
});
const draw = (): void => unwritten.splice(0).forEach((written) => written());

describe('attaching', () => {
  it('asks for a new shell with its size, then knows its id', () => {
    client();
    expect(socket().query('session')).toBeNull();
    expect(socket().query('cols')).toBe('80');
    socket().says(attached(0));
    expect(log).toEqual(['<session s1>', '<live>']);
  });

  it('asks for all there is of a known shell, since its screen is empty', () => {
    client('s1');
    expect(socket().query('session')).toBe('s1');
    expect(socket().query('after')).toBeNull();
  });

  it('corrects the size when the shell has another', () => {
    client('s1');
    socket().says({ ...attached(0), cols: 120 });
    expect(socket().sent).toEqual([{ type: 'resize', cols: 80, rows: 24 }]);
  });
});

describe('a break', () => {
  it('asks for exactly the bytes after the last one received, counted as bytes', () => {
    client();
    socket().says(attached(100));
    socket().prints('grüße');
    socket().breaks();
    clock.pass(0);
    expect(socket().query('session')).toBe('s1');
    expect(socket().query('after')).toBe('107');
    socket().says(attached(107));
    socket().prints('!');
    expect(log.join('')).toBe('<session s1><live>grüße<quiet><session s1><live>!');
  });

  it('is not shown while it is short, and shown when it is not', () => {
    client();
    socket().says(attached(0));
    socket().breaks();
    for (let attempt = 0; attempt < 3; attempt++) {
      clock.pass(backoff(attempt));
      socket().breaks();
    }
    expect(log).not.toContain('<lost>');
    clock.pass(QUIET_MS);
    expect(log).toContain('<lost>');
    socket().says(attached(0));
    expect(log.at(-1)).toBe('<live>');
  });

  it('is not shown later when it was mended in time', () => {
    client();
    socket().says(attached(0));
    socket().breaks();
    clock.pass(0);
    socket().says(attached(0));
    clock.pass(QUIET_MS * 2);
    expect(log).not.toContain('<lost>');
  });

  it('keeps what is typed and sends it once, in order', () => {
    const it = client();
    socket().says(attached(0));
    socket().breaks();
    it.input('l');
    it.input('s\r');
    clock.pass(0);
    socket().says(attached(0));
    expect(socket().sent).toEqual([
      { type: 'input', data: 'l' },
      { type: 'input', data: 's\r' },
    ]);
  });

  it('rests while nobody is here, and comes back with the person', () => {
    const it = client();
    socket().says(attached(0));
    here = false;
    socket().breaks();
    clock.pass(600_000);
    expect(sockets).toHaveLength(1);
    expect(log.at(-1)).toBe('<resting>');
    here = true;
    it.retry();
    expect(sockets).toHaveLength(2);
  });

  it('waits longer each time, but never long', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map(backoff)).toEqual([0, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('says when output is lost, and counts on from where it goes on', () => {
    client();
    socket().says(attached(0));
    socket().prints('abc');
    socket().breaks();
    clock.pass(0);
    socket().says(attached(5000));
    socket().says({ type: 'gap', offset: 5000 });
    socket().prints('xyz');
    socket().breaks();
    clock.pass(0);
    expect(log).toContain('<gap>');
    expect(socket().query('after')).toBe('5003');
  });
});

describe('acknowledging', () => {
  it('waits until the screen has drawn, and says it once for a burst', () => {
    client();
    socket().says(attached(10));
    socket().prints('one');
    socket().prints('two');
    clock.pass(1_000);
    expect(socket().sent).toEqual([]);
    draw();
    clock.pass(1_000);
    expect(socket().sent).toEqual([{ type: 'ack', offset: 16 }]);
  });

  it('does not wait with a flood', () => {
    client();
    socket().says(attached(0));
    socket().prints('x'.repeat(40_000));
    draw();
    expect(socket().sent).toEqual([{ type: 'ack', offset: 40_000 }]);
  });

  it('never acknowledges less than a new line knows already', () => {
    client();
    socket().says(attached(0));
    socket().prints('abc');
    const late = unwritten.splice(0);
    socket().breaks();
    clock.pass(0);
    socket().says(attached(3));
    late.forEach((written) => written());
    clock.pass(1_000);
    expect(socket().sent).toEqual([]);
  });
});

describe('the end', () => {
  it('is told with its code, and nothing is tried after it', () => {
    const it = client();
    socket().says(attached(0));
    socket().says({ type: 'exit', code: 3 });
    it.retry();
    it.input('x');
    clock.pass(60_000);
    expect(sockets).toHaveLength(1);
    expect(log.at(-1)).toBe('<ended {"exit":3}>');
  });

  it('is also that the computer knows no such shell', () => {
    client('old');
    socket().says({ type: 'error', error: 'unknown-session', message: 'gone' });
    expect(log.at(-1)).toBe('<ended {"error":"unknown-session","message":"gone"}>');
  });

  it('is not a refused message: the shell goes on', () => {
    const it = client();
    socket().says(attached(0));
    socket().says({ type: 'error', error: 'input-full', message: 'the program does not read' });
    it.input('x');
    expect(log.at(-1)).toBe('<refused the program does not read>');
    expect(socket().sent).toEqual([{ type: 'input', data: 'x' }]);
  });

  it('does not come when the window lets go', () => {
    const it = client();
    socket().says(attached(0));
    it.dispose();
    clock.pass(60_000);
    expect(sockets).toHaveLength(1);
    expect(log.at(-1)).toBe('<live>');
  });
});

it('sends a long paste in pieces that join to the whole', () => {
  const it = client();
  socket().says(attached(0));
  const text = 'a😀'.repeat(9_000);
  it.input(text);
  expect(socket().sent.length).toBeGreaterThan(1);
  expect(
    socket()
      .sent.map(({ data }) => data)
      .join(''),
  ).toBe(text);
  // A pair of surrogates cut in two would arrive as two question marks.
  const split = socket().sent.some(({ data }) => /[\uD800-\uDBFF]$/.test(String(data)));
  expect(split).toBe(false);
});

it('sends a size only when it changes', () => {
  const it = client();
  socket().says(attached(0));
  it.resize(80, 24);
  it.resize(100, 30);
  it.resize(100, 30);
  expect(socket().sent).toEqual([{ type: 'resize', cols: 100, rows: 30 }]);
});

it('ignores frames it does not understand', () => {
  client();
  socket().says({ type: 'news' });
  socket().onmessage?.({ data: 'no json' } as MessageEvent);
  expect(log).toEqual([]);
});
