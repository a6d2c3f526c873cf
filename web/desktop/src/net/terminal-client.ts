import {
  type ClientMessage,
  isFatal,
  parseServerMessage,
  type ServerMessage,
} from './terminal-protocol';

/** What the client needs of a WebSocket; a test puts its own in. */
export interface SocketLike {
  binaryType: BinaryType;
  readonly readyState: number;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(): void;
}

/** Runs something later; the returned function takes it back. */
export type Schedule = (run: () => void, ms: number) => () => void;

/**
 * How the link to the shell stands. `quiet` is a short break that nobody needs to know of; `lost` is one that is shown;
 * `resting` is a break that is not mended by itself, because nobody is here and a connection would wake the computer.
 */
export type LinkState = 'connecting' | 'live' | 'quiet' | 'lost' | 'resting' | 'ended';

/** How a shell ended: with its exit code, or with an error of the computer (`unknown-session`: it knows no such shell). */
export type Ending =
  { readonly exit: number } | { readonly error: string; readonly message: string };

export interface TerminalEvents {
  /** Output to show; `written` must be called once it is on the screen. */
  readonly output: (bytes: Uint8Array, written: () => void) => void;
  /** Output was lost: what is on the screen is not the whole truth any more. */
  readonly gap: () => void;
  /** The shell's id, known after the first connection. */
  readonly session: (id: string) => void;
  readonly state: (state: LinkState) => void;
  /** The shell is over: by itself with a code, or because the computer does not know it any more. */
  readonly ended: (ending: Ending) => void;
  /** Something was refused, and the shell goes on: words for the person. */
  readonly refused: (message: string) => void;
}

export interface TerminalOptions {
  readonly session: string | undefined;
  readonly size: readonly [cols: number, rows: number];
  readonly open: (path: string) => SocketLike;
  readonly schedule: Schedule;
  /** Is a person here? Only then is a lost connection made anew. */
  readonly present: () => boolean;
  readonly events: TerminalEvents;
}

/** Breaks shorter than this are not shown. */
export const QUIET_MS = 5_000;
/** Unacknowledged output after which an acknowledgement goes out at once, and the pause after which one goes out anyway. */
const ACK_BYTES = 32 * 1024;
const ACK_MS = 200;
/** Keys typed during a break are kept up to here; more would be a surprise when it all arrives at once. */
const QUEUE_CHARS = 64 * 1024;
/** A paste is sent in pieces of this many characters; the server's limit for one message is far above. */
const CHUNK = 8 * 1024;
const OPEN = 1;

/** The pause before the nth attempt, in milliseconds: at once, then longer, never more than 5 s. */
export const backoff = (attempt: number): number =>
  attempt === 0 ? 0 : Math.min(5_000, 250 * 2 ** attempt);

/** The text in pieces of at most {@link CHUNK}, never cut within a character: half of one arrives as a question mark. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = at + CHUNK;
    const cuts = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
    yield text.slice(at, cuts ? end - 1 : end);
    at = cuts ? end - 1 : end;
  }
}

/**
 * One shell's connection: attaches, counts every byte received, and after a break asks for exactly what is missing. It
 * acknowledges what the screen has *shown*, so that the computer stops sending to a browser that cannot keep up.
 */
export class TerminalClient {
  #socket: SocketLike | undefined;
  #session: string | undefined;
  #size: readonly [number, number];
  #state: LinkState = 'connecting';
  #received = 0;
  #written = 0;
  #acked = 0;
  #attempt = 0;
  #queue: string[] = [];
  #cancelRetry: (() => void) | undefined;
  #cancelLost: (() => void) | undefined;
  #cancelAck: (() => void) | undefined;
  #closed = false;

  readonly #options: TerminalOptions;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#size = options.size;
    this.#connect();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Sends keys, or keeps them for when the link is back. */
  input(data: string): void {
    if (this.#state === 'ended') return;
    if (this.#state !== 'live') {
      if (this.#queue.join('').length + data.length <= QUEUE_CHARS) this.#queue.push(data);
      if (this.#state === 'resting') this.retry();
      return;
    }
    for (const piece of pieces(data)) this.#send({ type: 'input', data: piece });
  }

  resize(cols: number, rows: number): void {
    if (cols === this.#size[0] && rows === this.#size[1]) return;
    this.#size = [cols, rows];
    if (this.#state === 'live') this.#send({ type: 'resize', cols, rows });
  }

  /** Connects now instead of when the pause is over. */
  retry(): void {
    if (
      this.#closed ||
      this.#state === 'live' ||
      this.#state === 'ended' ||
      this.#socket !== undefined
    )
      return;
    if (this.#state === 'resting') this.#become('lost');
    this.#attempt = 0;
    this.#connect();
  }

  /** Lets go of the shell without ending it. */
  dispose(): void {
    this.#closed = true;
    this.#stopTimers();
    this.#drop();
  }

  #connect(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const socket = this.#options.open(this.#path());
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: { data: unknown }) => this.#receive(data);
    socket.onclose = () => this.#lost();
    this.#socket = socket;
  }

  #path(): string {
    const query = new URLSearchParams({ cols: String(this.#size[0]), rows: String(this.#size[1]) });
    if (this.#session !== undefined) {
      query.set('session', this.#session);
      // A screen that is still empty takes whatever there is; nothing of that is missing to it.
      if (this.#received > 0) query.set('after', String(this.#received));
    }
    return `/ws/terminal?${query.toString()}`;
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.#output(new Uint8Array(data));
    } else if (typeof data === 'string') {
      const message = parseServerMessage(data);
      if (message !== undefined) this.#handle(message);
    }
  }

  #output(bytes: Uint8Array): void {
    this.#received += bytes.byteLength;
    const upTo = this.#received;
    this.#options.events.output(bytes, () => this.#shown(upTo));
  }

  #handle(message: ServerMessage): void {
    switch (message.type) {
      case 'attached':
        this.#attached(message);
        return;
      case 'gap':
        this.#jump(message.offset);
        this.#options.events.gap();
        return;
      case 'exit':
        this.#end({ exit: message.code });
        return;
      case 'error':
        if (isFatal(message.code)) this.#end({ error: message.code, message: message.message });
        else this.#options.events.refused(message.message);
    }
  }

  #attached({ session, offset, cols, rows }: Extract<ServerMessage, { type: 'attached' }>): void {
    this.#session = session;
    this.#options.events.session(session);
    this.#jump(offset);
    this.#attempt = 0;
    this.#cancelLost?.();
    this.#cancelLost = undefined;
    this.#become('live');
    if (cols !== this.#size[0] || rows !== this.#size[1]) {
      this.#send({ type: 'resize', cols: this.#size[0], rows: this.#size[1] });
    }
    for (const data of this.#queue.splice(0)) this.input(data);
  }

  /**
   * The next byte is number `offset`. To the computer this is a new viewer, which has seen all before it; what the screen
   * has still to draw of that needs no acknowledgement any more.
   */
  #jump(offset: number): void {
    this.#received = offset;
    this.#written = offset;
    this.#acked = offset;
  }

  #shown(upTo: number): void {
    this.#written = Math.max(this.#written, upTo);
    if (this.#written - this.#acked >= ACK_BYTES) this.#ack();
    else this.#cancelAck ??= this.#options.schedule(() => this.#ack(), ACK_MS);
  }

  #ack(): void {
    this.#cancelAck?.();
    this.#cancelAck = undefined;
    if (this.#state !== 'live' || this.#written <= this.#acked) return;
    this.#acked = this.#written;
    this.#send({ type: 'ack', offset: this.#written });
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
    else if (message.type === 'input') this.#queue.push(message.data);
  }

  #lost(): void {
    this.#socket = undefined;
    if (this.#closed || this.#state === 'ended') return;
    if (!this.#options.present()) {
      this.#cancelLost?.();
      this.#cancelLost = undefined;
      this.#become('resting');
      return;
    }
    if (this.#state === 'live') this.#become('quiet');
    this.#cancelLost ??= this.#options.schedule(() => this.#become('lost'), QUIET_MS);
    this.#cancelRetry = this.#options.schedule(() => this.#connect(), backoff(this.#attempt++));
  }

  #end(ending: Ending): void {
    this.#become('ended');
    this.#stopTimers();
    this.#drop();
    this.#options.events.ended(ending);
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.events.state(state);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  }

  #stopTimers(): void {
    this.#cancelRetry?.();
    this.#cancelLost?.();
    this.#cancelAck?.();
  }
}
