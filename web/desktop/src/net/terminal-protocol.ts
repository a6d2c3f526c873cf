/** What the server says in text frames; binary frames are output. */
export type ServerMessage =
  | {
      readonly type: 'attached';
      readonly session: string;
      /** The number of the first byte that follows. */
      readonly offset: number;
      readonly cols: number;
      readonly rows: number;
    }
  | { readonly type: 'gap'; readonly offset: number }
  | { readonly type: 'exit'; readonly code: number }
  /** `code` is stable; `message` is for people. */
  | { readonly type: 'error'; readonly code: string; readonly message: string };

export type ClientMessage =
  | { readonly type: 'input'; readonly data: string }
  | { readonly type: 'resize'; readonly cols: number; readonly rows: number }
  /** Everything before this byte is on the screen. */
  | { readonly type: 'ack'; readonly offset: number };

const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;
const text = (value: unknown, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

/** Reads a text frame. An unknown type is none: a newer server may say more than we understand. */
export function parseServerMessage(data: string): ServerMessage | undefined {
  let said: Record<string, unknown>;
  try {
    said = JSON.parse(data) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  switch (said['type']) {
    case 'attached':
      return {
        type: 'attached',
        session: text(said['session'], ''),
        offset: number(said['offset']),
        cols: number(said['cols']),
        rows: number(said['rows']),
      };
    case 'gap':
      return { type: 'gap', offset: number(said['offset']) };
    case 'exit':
      return { type: 'exit', code: number(said['code']) };
    case 'error':
      return {
        type: 'error',
        code: text(said['error'], 'unknown'),
        message: text(said['message'], 'the computer gave no reason'),
      };
    default:
      return undefined;
  }
}

/** Errors after which there is no shell to talk to; after any other one it goes on. */
const FATAL: readonly string[] = ['unknown-session', 'too-many-terminals', 'cannot-start'];

export const isFatal = (code: string): boolean => FATAL.includes(code);
