import type { SocketLike } from './terminal-client';

/**
 * Everything that leaves this page, in one place, so that a computer of another kind can stand at the other end: the
 * demo's build puts `demo/line.ts` here.
 */
export const ask = (path: string, init: RequestInit): Promise<Response> => fetch(path, init);

export const openSocket = (path: string): SocketLike =>
  new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`);

/** What the browser itself may load a file from: a picture's source, a link's target. */
export const address = (path: string): string => path;

/** Where the layout and the theme are kept. Throws where storage is switched off. */
export const memory = (): Pick<Storage, 'getItem' | 'setItem'> => localStorage;
