// A stand-in for home while working on the desktop: speaks its API on one port, with a real bash, and serves dist/.
// Development only. PORT (3999), MATRIX_HANDLE (demo) and MOCK_HOME (a folder to list) can be set.
// POST /dev/mode?is=ok|waking|expired|drop makes it behave as a computer that is away; see `modes`.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { WebSocketServer } from 'ws';

const PORT = Number(process.env.PORT ?? 3999);
const HANDLE = process.env.MATRIX_HANDLE ?? 'demo';
const HOME = process.env.MOCK_HOME ?? (await mkdtemp(join(tmpdir(), 'mock-home-')));
const DIST = resolve(import.meta.dirname, '../dist');
const RING_BYTES = 256 * 1024;
const STARTED = new Date();
const CSP =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'";
const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
    '.png': 'image/png',
    '.jpg': 'image/jpeg',
    '.pdf': 'application/pdf',
};

let mode = 'ok';
const modes = new Set(['ok', 'waking', 'expired', 'drop']);
const sessions = new Map();

function json(response, status, body) {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
    response.end(JSON.stringify(body));
}

const problem = (response, status, title, detail) =>
    json(response, status, { type: `about:blank`, title, status, detail, error: detail });

/** The path inside the home, or undefined when it leads out of it. */
function inside(root, path) {
    const full = normalize(join(root, path));
    return full === root || full.startsWith(`${root}/`) ? full : undefined;
}

async function list(response, path) {
    const full = inside(HOME, path);
    if (full === undefined) return problem(response, 400, 'Bad path', 'path leads out of the home');
    try {
        const names = await readdir(full, { withFileTypes: true });
        const entries = await Promise.all(
            names.map(async (it) => {
                const info = await stat(join(full, it.name)).catch(() => undefined);
                const kind = it.isSymbolicLink() ? 'link' : it.isDirectory() ? 'folder' : 'file';
                return {
                    name: it.name,
                    kind,
                    size: info?.size ?? 0,
                    modified: (info?.mtime ?? new Date(0)).toISOString(),
                    hidden: it.name.startsWith('.'),
                };
            }),
        );
        json(response, 200, { path, entries, truncated: false });
    } catch {
        problem(response, 404, 'No such folder', `there is no folder ${path}`);
    }
}

async function send(response, full, headers) {
    const info = await stat(full).catch(() => undefined);
    if (!info?.isFile()) return problem(response, 404, 'No such file', 'there is no such file');
    const type = TYPES[extname(full)] ?? 'text/plain; charset=utf-8';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': info.size, ...headers });
    createReadStream(full).pipe(response);
}

function api(request, response, url) {
    if (mode === 'expired') return problem(response, 401, 'Signed out', 'the session has ended');
    if (mode === 'waking') return problem(response, 503, 'Waking', 'the computer is starting');
    if (url.pathname === '/api/system/info') {
        const uptime = Math.round((Date.now() - STARTED) / 1000);
        const memory = { usedBytes: 96e6 + Math.random() * 6e6, limitBytes: 256 * 1024 * 1024 };
        return json(response, 200, {
            version: '0.1.0',
            handle: HANDLE,
            uptime,
            startedAt: STARTED,
            memory,
        });
    }
    if (url.pathname === '/api/ai/status')
        return json(response, 200, { model: 'demo', todayUsd: 0.0421, monthUsd: 1.25 });
    if (url.pathname === '/api/files') return list(response, url.searchParams.get('path') ?? '');
    if (url.pathname === '/api/terminals') {
        const terminals = [...sessions.values()].map(({ id, started, cols, rows, clients }) => ({
            id,
            title: 'bash',
            createdAt: started,
            cols,
            rows,
            attached: clients.size,
        }));
        return json(response, 200, terminals);
    }
    const id = /^\/api\/terminals\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (id !== undefined && request.method === 'DELETE') {
        sessions.get(id)?.kill();
        response.writeHead(204).end();
        return;
    }
    return problem(response, 404, 'Not found', `nothing at ${url.pathname}`);
}

const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/dev/mode') {
        const wanted = url.searchParams.get('is');
        if (!modes.has(wanted))
            return problem(response, 400, 'Bad mode', `is must be one of ${[...modes]}`);
        mode = wanted;
        if (mode !== 'ok') for (const client of sockets.clients) client.terminate();
        return json(response, 200, { mode });
    }
    if (mode === 'drop') return request.socket.destroy();
    if (url.pathname.startsWith('/api/')) return void api(request, response, url);
    const path = decodeURIComponent(url.pathname);
    if (path.startsWith('/files/')) {
        const full = inside(HOME, path.slice('/files/'.length));
        const extra = url.searchParams.has('download')
            ? { 'Content-Disposition': 'attachment' }
            : {};
        return void send(response, full ?? '', extra);
    }
    void send(response, inside(DIST, path === '/' ? 'index.html' : path) ?? '', {
        'Content-Security-Policy': CSP,
    });
});

/** A shell behind `script`, which gives it a terminal; its size is set from outside with stty. */
function start(cols, rows) {
    const child = spawn(
        'script',
        ['-qfc', `stty cols ${cols} rows ${rows}; exec bash`, '/dev/null'],
        {
            cwd: HOME,
            env: {
                ...process.env,
                TERM: 'xterm-256color',
                HOME,
                PS1: '\\[\\e[35m\\]\\w\\[\\e[0m\\] \\$ ',
            },
        },
    );
    const session = {
        id: randomUUID(),
        started: new Date(),
        cols,
        rows,
        ring: Buffer.alloc(0),
        end: 0,
        clients: new Set(),
        write: (data) => child.stdin.write(data),
        kill: () => child.kill('SIGHUP'),
        resize(width, height) {
            Object.assign(session, { cols: width, rows: height });
            execFile('ps', ['-o', 'tty=', '--ppid', String(child.pid)], (_, tty = '') => {
                const [name] = tty.trim().split('\n');
                if (name)
                    execFile(
                        'stty',
                        ['-F', `/dev/${name}`, 'cols', String(width), 'rows', String(height)],
                        () => {},
                    );
            });
        },
    };
    child.stdout.on('data', (bytes) => {
        session.ring = Buffer.concat([session.ring, bytes]).subarray(-RING_BYTES);
        session.end += bytes.length;
        for (const client of session.clients) client.send(bytes);
    });
    child.on('exit', (code) => {
        sessions.delete(session.id);
        for (const client of session.clients)
            client.send(JSON.stringify({ type: 'exit', code: code ?? 0 }));
    });
    sessions.set(session.id, session);
    return session;
}

const sockets = new WebSocketServer({ noServer: true });

server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url, 'http://localhost');
    if (mode !== 'ok' || url.pathname !== '/ws/terminal') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (client) => attach(client, url.searchParams));
});

function attach(client, query) {
    const say = (message) => client.send(JSON.stringify(message));
    const cols = Number(query.get('cols') ?? 80);
    const rows = Number(query.get('rows') ?? 24);
    const wanted = query.get('session');
    const session = wanted === null ? start(cols, rows) : sessions.get(wanted);
    if (session === undefined) {
        return say({
            type: 'error',
            error: 'unknown-session',
            message: 'there is no such terminal',
            field: 'session',
        });
    }
    const first = session.end - session.ring.length;
    const after = Number(query.get('after') ?? first);
    const from = Math.max(first, Math.min(after, session.end));
    say({
        type: 'attached',
        session: session.id,
        offset: from,
        cols: session.cols,
        rows: session.rows,
    });
    if (from !== after) say({ type: 'gap', offset: from });
    if (from < session.end) client.send(session.ring.subarray(from - first));
    session.clients.add(client);
    client.on('close', () => session.clients.delete(client));
    client.on('message', (data) => {
        const message = JSON.parse(String(data));
        if (message.type === 'input') session.write(message.data);
        if (message.type === 'resize') session.resize(message.cols, message.rows);
    });
}

server.listen(PORT, '127.0.0.1', () =>
    console.info(`mock home on http://127.0.0.1:${PORT} with ${HOME}`),
);
