import { fileUrl } from './api';
import { failureOf } from './file-text';
import { classify, type Failure } from './http';
import { ask } from './line';

/** What may be held in the browser's memory to be shown. */
export const PDF_BYTES = 64 * 1024 * 1024;

export type Pdf =
  /** The address must be revoked when it is no longer shown. */
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'large' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Fetches a PDF, and only what is shown as one: the type is ours, whatever the bytes are. */
export async function readPdf(path: string, signal: AbortSignal): Promise<Pdf> {
  try {
    const response = await ask(fileUrl(path), { signal, redirect: 'manual' });
    const kind = classify(response.status, '', response.type === 'opaqueredirect');
    if (kind !== 'good') return { kind: 'failed', failure: failureOf(kind, response.status) };
    if (Number(response.headers.get('Content-Length') ?? 0) > PDF_BYTES) {
      await response.body?.cancel();
      return { kind: 'large' };
    }
    const bytes = await response.arrayBuffer();
    signal.throwIfAborted();
    const blob = new Blob([bytes], { type: 'application/pdf' });
    return { kind: 'ready', url: URL.createObjectURL(blob) };
  } catch {
    return { kind: 'failed', failure: { kind: 'unreachable' } };
  }
}
