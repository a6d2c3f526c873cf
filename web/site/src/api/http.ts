/** Why a request brought nothing. Closed: each kind has its own words and its own way out on the pages. */
export type Failure =
  /** No answer at all: no network, or nobody listens. Nothing is known of what became of a change. */
  | { readonly kind: 'unreachable' }
  /** Nobody is signed in (any more). */
  | { readonly kind: 'signed-out' }
  /** The platform said no, and why. */
  | Refusal
  /** Something answered that is not the platform, or the platform without a reason. */
  | { readonly kind: 'broken'; readonly status: number };

export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** The last word of the problem's type: `handle-taken`. */
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  /** The field of the request that is at fault. */
  readonly field: string | null;
  /** Seconds until it is worth asking again. */
  readonly retryAfter: number | null;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  /** The version of what was read, for `If-Match`. */
  readonly etag: string | null;
}

export type Result<T> = Success<T> | { readonly ok: false; readonly failure: Failure };

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly ifMatch?: string | null;
  /** One key for one wish: a repetition with the same key is carried out once. A fresh one is made when absent. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** An answer later than this counts as none. */
const TIMEOUT_MS = 20_000;

const BASE = import.meta.env.VITE_PLATFORM_API_URL.replace(/\/+$/, '');

/** The address of a path of the platform, which may be another origin than the page's. */
export const platformUrl = (path: string): string => `${BASE}${path}`;

/** `crypto.randomUUID` is missing on plain http with a name other than localhost; this is not. */
export const freshKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

/** Asks the platform and reads JSON. Never throws: what failed is a value. */
export async function call<T>(path: string, asked: Call = {}): Promise<Result<T>> {
  let response: Response;
  try {
    response = await fetch(platformUrl(path), toInit(asked));
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
  return read<T>(response);
}

function toInit({ method = 'GET', body, ifMatch, key, signal }: Call): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['Idempotency-Key'] = key ?? freshKey();
  if (ifMatch != null) headers['If-Match'] = ifMatch;
  const late = AbortSignal.timeout(TIMEOUT_MS);
  return {
    method,
    headers,
    credentials: 'include',
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

async function read<T>(response: Response): Promise<Result<T>> {
  const { status, headers } = response;
  let said: unknown;
  try {
    const text = await response.text();
    said = text === '' ? null : JSON.parse(text);
  } catch {
    // A page of a proxy in between, or an answer that broke off.
    return { ok: false, failure: { kind: 'broken', status } };
  }
  if (response.ok) return { ok: true, value: said as T, etag: headers.get('ETag') };
  return { ok: false, failure: explain(status, said, headers.get('Retry-After')) };
}

/** Understands `application/problem+json`. Pure. */
export function explain(status: number, said: unknown, retryAfter: string | null): Failure {
  const problem = new Map<string, unknown>(Object.entries(said ?? {}));
  const read = (name: string): string | null => {
    const value = problem.get(name);
    return typeof value === 'string' ? value : null;
  };
  const slug = read('type')?.split('/').at(-1) ?? null;
  if (status === 401 && (slug === null || slug === 'unauthorized')) return { kind: 'signed-out' };
  if (slug === null) return { kind: 'broken', status };
  return {
    kind: 'refused',
    status,
    slug,
    title: read('title') ?? `Error ${status}`,
    detail: read('detail') ?? read('error') ?? '',
    field: read('field'),
    retryAfter: seconds(retryAfter),
  };
}

function seconds(header: string | null): number | null {
  const value = Number(header ?? NaN);
  return Number.isFinite(value) ? value : null;
}
