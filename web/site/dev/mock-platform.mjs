// A stand-in for the platform while working on the site: the JSON API in memory, and dist/ beside it.
// For development only: no password is hashed, everybody may become anybody. PORT (3997) can be set.
//
// Who one is:  GET /dev/as/{handle}?to=/dashboard   (handles and their situations: mock/world.mjs; `nobody` signs out)
// The host:    POST /dev/host with a part of `host`: {"needsSetup":true}, {"oidc":[{"id":"g","name":"Google"}]}, …
// Failures:    POST /dev/mode?is=ok|drop|broken|slow|expired   (drop: no answer; expired: nobody is signed in)
// Every account has the password `a long enough one` and, where it has a second factor, the code 123456.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { adminMore } from './mock-admin.mjs';
import { admin } from './mock/admin.mjs';
import { host, open, own, view } from './mock/people.mjs';
import { body, cookieOf, json, problem, Refused, refuse, setCookie } from './mock/wire.mjs';
import { accounts, openSession, sessions } from './mock/world.mjs';

const PORT = Number(process.env.PORT ?? 3997);
const DIST = resolve(import.meta.dirname, '../dist');
const CSP =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'";
const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
    '.png': 'image/png',
    '.txt': 'text/plain',
};

let mode = 'ok';
const lines = new Set();

const find = (routes, method, path) => {
    for (const [verb, pattern, handler] of routes) {
        const match = pattern.exec(path);
        if (verb === method && match)
            return { match: match.map((it) => it && decodeURIComponent(it)), handler };
    }
    return undefined;
};

function serve(response, path) {
    const file = normalize(join(DIST, path));
    const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile();
    const name = found ? file : join(DIST, 'index.html');
    response.writeHead(200, {
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
        'Content-Security-Policy': CSP,
        'Cache-Control': 'no-store',
    });
    // The site may be built anew at this moment.
    createReadStream(name)
        .on('error', () => response.destroy())
        .pipe(response);
}

async function dev(request, response, url) {
    if (url.pathname === '/dev/mode') {
        mode = url.searchParams.get('is') ?? 'ok';
        for (const line of lines) line.destroy();
        return json(response, 200, { mode });
    }
    if (url.pathname === '/dev/host') {
        Object.assign(host, await body(request, Object.keys(host)));
        return json(response, 200, host);
    }
    const handle = url.pathname.split('/').at(-1);
    sessions.delete(cookieOf(request));
    const cookie = accounts.has(handle)
        ? openSession(handle, request.headers['user-agent'], '127.0.0.1')
        : '';
    response.writeHead(303, { Location: url.searchParams.get('to') ?? '/', ...setCookie(cookie) });
    return response.end();
}

function openComputer(response, me, path) {
    const handle = path.split('/')[2];
    if (!me) {
        response.writeHead(303, { Location: `/login?next=${encodeURIComponent(path)}` });
        return response.end();
    }
    const may =
        handle === me.handle || accounts.get(handle)?.people.some((it) => it.handle === me.handle);
    response.writeHead(303, { Location: may ? `/dev/desktop-of-${handle}` : '/nothing-here' });
    return response.end();
}

async function answer(request, response) {
    const url = new URL(request.url, 'http://mock');
    const path = url.pathname;
    if (path.startsWith('/dev/desktop-of-')) {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        return response.end(
            `<!doctype html><title>desktop</title><h1>The desktop of ${path.slice(16)}</h1>`,
        );
    }
    if (path.startsWith('/dev/')) return dev(request, response, url);
    const cookie = cookieOf(request);
    const session = mode === 'expired' ? undefined : sessions.get(cookie);
    const me = session && accounts.get(session.handle);
    const data = /^\/(api|containers|open)(\/|$)/.test(path);
    if (!data) return serve(response, path);
    if (mode === 'drop') return request.socket.destroy();
    if (mode === 'broken') {
        response.writeHead(502, { 'Content-Type': 'text/html' });
        return response.end('<h1>Bad gateway</h1>');
    }
    if (mode === 'slow') await new Promise((done) => setTimeout(done, 2_500));
    if (path.startsWith('/open/')) return openComputer(response, me, path);
    if (path === '/api/session')
        return json(response, 200, { account: me ? view(me) : null, host });
    const context = { request, response, url, me, cookie };
    const free = find(open, request.method, path);
    if (free) return free.handler({ ...context, match: free.match });
    if (!me) refuse(401, 'unauthorized', 'Nobody is signed in.');
    session.lastSeenAt = Date.now();
    const found =
        find(own, request.method, path) ??
        (me.role === 'admin' ? find([...adminMore, ...admin], request.method, path) : undefined);
    if (!found) refuse(404, 'not-found', 'There is nothing at this address.');
    return found.handler({ ...context, match: found.match });
}

createServer((request, response) => {
    if (request.headers.accept === 'text/event-stream') {
        lines.add(request.socket);
        request.socket.on('close', () => lines.delete(request.socket));
    }
    answer(request, response).catch((failure) => {
        if (!(failure instanceof Refused)) console.error(failure);
        if (response.headersSent) return response.destroy();
        return problem(
            response,
            failure instanceof Refused
                ? failure
                : { status: 500, slug: 'internal', detail: 'Something went wrong.', field: null },
        );
    });
}).listen(PORT, '127.0.0.1', () => console.info(`mock platform: http://127.0.0.1:${PORT}`));
