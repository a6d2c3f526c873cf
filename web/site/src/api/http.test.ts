import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, explain } from './http';
import { faultBeside, faultOf } from './useSend';

const taken = {
  type: 'https://matrix-os.com/errors/handle-taken',
  title: 'Handle taken',
  status: 409,
  detail: 'Somebody has this name already.',
  field: 'handle',
};

/** Answers every request with the same, and remembers what was asked. */
function platform(answer: () => Promise<Response>): { readonly asked: Request[] } {
  const asked: Request[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(new Request(new URL(url, 'http://site.test'), init));
    return answer();
  });
  return { asked };
}

const says =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  () =>
    Promise.resolve(new Response(body, { status, headers }));

afterEach(() => vi.unstubAllGlobals());

describe('what an answer means', () => {
  it('reads the record and its version', async () => {
    platform(says(200, '{"a":1}', { ETag: '"v1"' }));
    expect(await call('/api/me')).toEqual({ ok: true, value: { a: 1 }, etag: '"v1"' });
  });

  it('reads an empty answer as nothing', async () => {
    platform(says(200, ''));
    expect(await call('/api/me')).toEqual({ ok: true, value: null, etag: null });
  });

  it('tells no answer from a refusal', async () => {
    platform(() => Promise.reject(new TypeError('network')));
    expect(await call('/api/me')).toEqual({ ok: false, failure: { kind: 'unreachable' } });
  });

  it('takes a page where a record was asked for as broken, whatever its status', async () => {
    platform(says(502, '<h1>Bad gateway</h1>'));
    expect(await call('/x')).toEqual({ ok: false, failure: { kind: 'broken', status: 502 } });
    platform(says(200, '<!doctype html>'));
    expect(await call('/x')).toEqual({ ok: false, failure: { kind: 'broken', status: 200 } });
  });

  it('understands a problem with its field', () =>
    expect(explain(409, taken, null)).toEqual({
      kind: 'refused',
      status: 409,
      slug: 'handle-taken',
      title: 'Handle taken',
      detail: 'Somebody has this name already.',
      field: 'handle',
      retryAfter: null,
    }));

  it('knows signed out from a sign-in that failed', () => {
    expect(explain(401, { type: 'https://matrix-os.com/errors/unauthorized' }, null)).toEqual({
      kind: 'signed-out',
    });
    expect(explain(401, null, null)).toEqual({ kind: 'signed-out' });
    expect(
      explain(401, { type: 'https://matrix-os.com/errors/sign-in-failed' }, null),
    ).toMatchObject({ kind: 'refused', slug: 'sign-in-failed' });
  });

  it('keeps the time to wait, and drops one that is no number', () => {
    const many = { type: 'x/too-many-attempts' };
    expect(explain(429, many, '60')).toMatchObject({ retryAfter: 60 });
    expect(explain(429, many, 'Tue, 01 Jan 2030 00:00:00 GMT')).toMatchObject({ retryAfter: null });
  });

  it('is not misled by odd bodies', () => {
    for (const odd of [null, 7, 'text', [], { type: 5 }, { detail: {} }]) {
      expect(explain(500, odd, null)).toEqual({ kind: 'broken', status: 500 });
    }
  });
});

describe('what is asked', () => {
  it('gives every change a key of its own, and a reading none', async () => {
    const { asked } = platform(says(200, '{}'));
    await call('/api/me');
    await call('/api/me', { method: 'PATCH', body: { email: 'a@b.c' }, ifMatch: '"v1"' });
    await call('/api/me/tokens/1', { method: 'DELETE' });
    const keys = asked.map((it) => it.headers.get('Idempotency-Key'));
    expect(keys[0]).toBeNull();
    expect(keys[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[2]).not.toBe(keys[1]);
    expect(asked[1]?.headers.get('If-Match')).toBe('"v1"');
    expect(asked[1]?.headers.get('Content-Type')).toBe('application/json');
    expect(asked[2]?.headers.get('Content-Type')).toBeNull();
    expect(asked.map((it) => it.credentials)).toEqual(['include', 'include', 'include']);
  });

  it('repeats with the key it is given', async () => {
    const { asked } = platform(says(200, '{}'));
    await call('/x', { method: 'POST', key: 'k' });
    expect(asked[0]?.headers.get('Idempotency-Key')).toBe('k');
  });
});

describe('where a fault is shown', () => {
  const failure = explain(409, taken, null);

  it('is beside its field', () => {
    expect(faultOf(failure, 'handle')).toBe('Somebody has this name already.');
    expect(faultOf(failure, 'email')).toBeNull();
    expect(faultBeside(failure, ['handle'])).toBeNull();
  });

  it('is above the form when the form has no such field', () =>
    expect(faultBeside(failure, ['email'])).toBe(failure));

  it('is above the form when it has no field', () =>
    expect(faultBeside({ kind: 'unreachable' }, ['email'])).toEqual({ kind: 'unreachable' }));
});
