// Reading and answering of the stand-in: JSON, problems, cookies, events.
import { createHash } from 'node:crypto';

export class Refused extends Error {
    constructor(status, slug, detail, field = null, headers = {}) {
        super(detail);
        Object.assign(this, { status, slug, detail, field, headers });
    }
}

export const refuse = (...args) => {
    throw new Refused(...args);
};

const TITLES = {
    unauthorized: 'Not signed in',
    'not-found': 'Not found',
    'bad-request': 'Bad request',
    'sign-in-failed': 'Sign-in failed',
    'second-factor': 'Second factor needed',
};

export function problem(response, { status, slug, detail, field, headers }) {
    response.writeHead(status, {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...headers,
    });
    const type = `https://matrix-os.com/errors/${slug}`;
    const title = TITLES[slug] ?? slug.replaceAll('-', ' ');
    response.end(JSON.stringify({ type, title, status, detail, field, error: detail }));
}

export function json(response, status, body, headers = {}) {
    const text = JSON.stringify(body);
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
    response.writeHead(status, {
        'Content-Type': 'application/json',
        'Cache-Control': 'no-store',
        ETag: etag,
        ...headers,
    });
    response.end(text);
}

/** The body as an object with no other than the named fields. */
export async function body(request, allowed) {
    let text = '';
    for await (const chunk of request) text += chunk;
    let said;
    try {
        said = text === '' ? {} : JSON.parse(text);
    } catch {
        refuse(400, 'bad-request', 'The body is not JSON.');
    }
    const odd = Object.keys(said).find((name) => !allowed.includes(name));
    if (odd) refuse(400, 'bad-request', `Unknown field: ${odd}`, odd);
    return said;
}

export const cookieOf = (request) =>
    /(?:^|;\s*)matrix_site=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];

export const setCookie = (value) => ({
    'Set-Cookie': `matrix_site=${value}; Path=/; HttpOnly; SameSite=Lax${value === '' ? '; Max-Age=0' : ''}`,
});

/** Sends `make()` as an event now, whenever it changes (looked at each 400 ms), and every 5 s. */
export function events(request, response, event, make) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    let last = '';
    let sentAt = 0;
    const send = () => {
        const now = make();
        const shape = JSON.stringify([now.state, now.cause, now.steps, now.running]);
        if (shape === last && Date.now() - sentAt < 5_000) return;
        last = shape;
        sentAt = Date.now();
        response.write(`event: ${event}\ndata: ${JSON.stringify(now)}\n\n`);
    };
    send();
    const timer = setInterval(send, 400);
    request.on('close', () => clearInterval(timer));
}

export function page(url, items) {
    const limit = Math.min(200, Math.max(1, Number(url.searchParams.get('limit') ?? 50)));
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const next = from + limit < items.length ? String(from + limit) : null;
    return { items: items.slice(from, from + limit), nextCursor: next, total: items.length };
}
