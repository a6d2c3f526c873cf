import { request, type Result } from './http';

export interface SystemInfo {
  readonly version: string;
  readonly handle: string;
  /** Seconds since start. */
  readonly uptime: number;
  readonly startedAt: string;
  /** Either is absent where the computer cannot tell. */
  readonly memory: { readonly usedBytes: number | null; readonly limitBytes: number | null } | null;
}

/** Memory in use and its limit, when both are known. */
export function memoryOf(
  info: SystemInfo | undefined,
): { used: number; limit: number } | undefined {
  const { usedBytes: used, limitBytes: limit } = info?.memory ?? {};
  return typeof used === 'number' && typeof limit === 'number' && limit > 0
    ? { used, limit }
    : undefined;
}

export interface FileEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'link';
  /** Bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly modified: string;
  readonly hidden: boolean;
}

export interface Listing {
  readonly path: string;
  readonly entries: readonly FileEntry[];
  readonly truncated: boolean;
}

export const systemInfo = (): Promise<Result<SystemInfo>> => request('/api/system/info');

export interface ModelStatus {
  readonly model: 'anthropic' | 'demo' | 'none' | 'unreachable';
  /** US dollars since midnight and since the first of the month, both UTC. */
  readonly todayUsd: number | null;
  readonly monthUsd: number | null;
}

export const modelStatus = (): Promise<Result<ModelStatus>> => request('/api/ai/status');

export const listFolder = (path: string): Promise<Result<Listing>> =>
  request(`/api/files?path=${encodeURIComponent(path)}`);

export interface ShellInfo {
  readonly id: string;
  /** The program in the foreground. */
  readonly title: string;
  readonly createdAt: string;
  /** How many windows, here and on other devices, show it. */
  readonly attached: number;
}

export const listShells = (): Promise<Result<readonly ShellInfo[]>> => request('/api/terminals');

/** Ends a shell. `keepalive` lets it go out while the page is closing. */
export const endTerminal = (id: string): Promise<Result<unknown>> =>
  request(`/api/terminals/${encodeURIComponent(id)}`, { method: 'DELETE', keepalive: true });

/** Where a file's bytes are. Each segment is escaped by itself, so that `#`, `?` and `%` in names survive. */
export const fileUrl = (path: string, download = false): string =>
  `/files/${path.split('/').map(encodeURIComponent).join('/')}${download ? '?download=1' : ''}`;
