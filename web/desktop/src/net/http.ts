import { ask } from './line';

/** Why a request brought nothing. Closed: each kind has its own words and its own way out in the desktop. */
export type Failure =
  /** No answer at all: no network, or nobody listens. */
  | { readonly kind: 'unreachable' }
  /** The computer is asleep or starting: the platform answered in its place. */
  | { readonly kind: 'waking' }
  /** The session is over (401, or a redirect to the way in). */
  | { readonly kind: 'expired' }
  /** The computer itself said no. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly title: string;
      readonly detail: string;
    };

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** An answer later than this counts as none; the platform holds a request for at most 3 s while it wakes a computer. */
const TIMEOUT_MS = 12_000;

const fail = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure });

/** Tells what an answer means before its body is read. Pure. */
export function classify(
  status: number,
  contentType: string,
  redirected: boolean,
): Failure['kind'] | 'good' {
  if (redirected || status === 401) return 'expired';
  if (status === 502 || status === 503 || status === 504) return 'waking';
  if (status >= 400) return 'refused';
  // A page where data was asked for is the platform's waking page, not the computer.
  return contentType.includes('text/html') ? 'waking' : 'good';
}

/** Asks the computer and reads JSON. Never throws: what failed is a value. */
export async function request<T>(path: string, init: RequestInit = {}): Promise<Result<T>> {
  let response: Response;
  try {
    response = await ask(path, {
      ...init,
      headers: { Accept: 'application/json' },
      // A redirect leads to another origin's sign-in page, which fetch cannot read; seeing it is enough.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return fail({ kind: 'unreachable' });
  }
  const type = response.headers.get('Content-Type') ?? '';
  const kind = classify(response.status, type, response.type === 'opaqueredirect');
  if (kind === 'refused') return fail(await problem(response));
  if (kind !== 'good') return fail({ kind });
  return body<T>(response);
}

async function body<T>(response: Response): Promise<Result<T>> {
  try {
    const text = await response.text();
    return { ok: true, value: (text === '' ? undefined : JSON.parse(text)) as T };
  } catch {
    return fail({ kind: 'unreachable' });
  }
}

async function problem(response: Response): Promise<Failure> {
  const said = (await response.json().catch(() => ({}))) as Partial<
    Record<'title' | 'detail' | 'error', string>
  >;
  return {
    kind: 'refused',
    status: response.status,
    title: said.title ?? `Error ${response.status}`,
    detail: said.detail ?? said.error ?? 'The computer gave no reason.',
  };
}
