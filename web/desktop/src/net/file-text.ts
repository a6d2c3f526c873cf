import { classify, type Failure, type Result } from './http';
import { fileUrl } from './api';
import { ask } from './line';

export interface FileText {
  readonly text: string;
  /** Only the beginning was read. */
  readonly truncated: boolean;
  /** It holds bytes that no text has. */
  readonly binary: boolean;
}

/** More than this is not comfortable to read in a window; the rest is a download. */
export const TEXT_BYTES = 512 * 1024;

/** Reads the beginning of a file as text, and no more of it than is shown. */
export async function readText(path: string, signal: AbortSignal): Promise<Result<FileText>> {
  try {
    const response = await ask(fileUrl(path), { signal, redirect: 'manual' });
    const kind = classify(response.status, '', response.type === 'opaqueredirect');
    if (kind !== 'good') return { ok: false, failure: failureOf(kind, response.status) };
    const { bytes, truncated } = await head(response, TEXT_BYTES);
    const text = new TextDecoder().decode(bytes);
    return { ok: true, value: { text, truncated, binary: bytes.includes(0) } };
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
}

/** What a file's status means. */
export function failureOf(kind: Failure['kind'], status: number): Failure {
  if (kind !== 'refused') return { kind };
  const detail =
    status === 404 ? 'It is not there any more.' : `The computer answered with ${status}.`;
  return { kind, status, title: 'This file cannot be opened', detail };
}

async function head(
  response: Response,
  limit: number,
): Promise<{ bytes: Uint8Array; truncated: boolean }> {
  const reader = response.body?.getReader();
  const bytes = new Uint8Array(limit);
  let filled = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done)
      return { bytes: bytes.subarray(0, filled), truncated: false };
    const room = limit - filled;
    bytes.set(chunk.value.subarray(0, room), filled);
    filled += Math.min(room, chunk.value.byteLength);
    if (chunk.value.byteLength > room) {
      await reader?.cancel();
      return { bytes, truncated: true };
    }
  }
}
