// What the stand-in's admin sees and does.
import { act, of, row } from './computer.mjs';
import { view } from './people.mjs';
import { body, events, json, page, refuse } from './wire.mjs';
import {
    accounts,
    audit,
    computers,
    HOUR,
    id,
    IMAGE,
    MIB,
    PASSWORD,
    record,
    sessions,
    SETTINGS,
    time,
} from './world.mjs';

const user = (it) => {
    const computer = computers.get(it.handle);
    return {
        ...view(it),
        computer: computer
            ? { state: of(it.handle).state, lastActive: time(computer.lastActive) }
            : null,
        monthUsd: it.quota.monthUsd,
        lastSeenAt: time(it.lastSeenAt),
        resetRequestedAt: null,
    };
};

const known = (key) =>
    [...accounts.values()].find((it) => it.id === key || it.handle === key) ??
    refuse(404, 'not-found', 'There is no such account.');

const container = (handle) => {
    if (!computers.has(handle)) refuse(404, 'not-found', 'There is no such computer.');
    return handle;
};

function sorted(items, sort, keys) {
    const down = sort.startsWith('-');
    const key = keys[sort.replace('-', '')] ?? 'handle';
    return items.sort((a, b) => {
        const [x, y] = [a[key] ?? '', b[key] ?? ''];
        const order =
            typeof x === 'number' && typeof y === 'number'
                ? x - y
                : String(x).localeCompare(String(y));
        return down ? -order : order;
    });
}

function fleet() {
    const all = [...computers.keys()].map(row);
    const count = (state) => all.filter((it) => it.state === state).length;
    const committed = all.reduce((sum, it) => sum + (it.memoryBytes ?? 0), 0);
    const sum = (key) => all.reduce((total, it) => total + (it[key] ?? 0), 0);
    return {
        running: count('running'),
        frozen: count('frozen'),
        stopped: count('stopped'),
        failed: count('failed'),
        total: all.length,
        memory: {
            committedBytes: committed,
            limitBytes: 6 * 1024 * MIB,
            hostBytes: 8 * 1024 * MIB,
            roomFor: Math.floor((6 * 1024 * MIB - committed) / (256 * MIB)),
        },
        spend: { todayUsd: sum('todayUsd'), monthUsd: sum('monthUsd') },
        wake: { p50Ms: 284, p95Ms: 512, count: 148 },
        outOfMemory24h: 1,
        engine: { ok: true, detail: 'Docker 20.10.24' },
        version: { image: IMAGE, created: time(Date.now() - 30 * HOUR) },
    };
}

const LINES = [
    'gateway listening on :4000',
    'shell listening on :3000',
    'GET /files/welcome.md 200 3 ms',
    'terminal 1 opened',
    'agent turn started',
    'agent turn ended tokens=812',
    'GET /health 200 0 ms',
];
const line = (at) => `${time(Date.now() - at * 1000)} INFO ${LINES[at % LINES.length]}`;

export const admin = [
    ['GET', /^\/api\/fleet$/, ({ response }) => json(response, 200, fleet())],
    [
        'GET',
        /^\/api\/fleet\/stream$/,
        ({ request, response }) => events(request, response, 'fleet', fleet),
    ],
    [
        'GET',
        /^\/api\/users$/,
        ({ response, url }) => {
            const q = url.searchParams;
            const items = [...accounts.values()]
                .map(user)
                .filter((it) => !q.get('q') || `${it.handle} ${it.email}`.includes(q.get('q')))
                .filter((it) => !q.get('role') || it.role === q.get('role'))
                .filter((it) => !q.get('state') || it.state === q.get('state'));
            json(
                response,
                200,
                page(
                    url,
                    sorted(items, q.get('sort') ?? 'handle', {
                        handle: 'handle',
                        email: 'email',
                        createdAt: 'createdAt',
                        created: 'createdAt',
                        lastSeen: 'lastSeenAt',
                        lastSeenAt: 'lastSeenAt',
                        spend: 'monthUsd',
                        role: 'role',
                        state: 'state',
                    }),
                ),
            );
        },
    ],
    [
        'POST',
        /^\/api\/users$/,
        async ({ request, response, me }) => {
            const said = await body(request, ['email', 'handle', 'role']);
            if (accounts.has(said.handle))
                refuse(409, 'handle-taken', 'Somebody has this name already.', 'handle');
            const it = {
                ...accounts.get('dave'),
                ...said,
                id: id('usr'),
                password: PASSWORD,
                createdAt: Date.now(),
                lastSeenAt: null,
                resetRequestedAt: null,
                people: [],
                tokens: [],
                passkeys: [],
            };
            accounts.set(it.handle, it);
            record(me.handle, 'account.create', it.handle);
            json(response, 201, {
                account: view(it),
                resetLink: `http://localhost:9000/reset#token=${id('r')}`,
            });
        },
    ],
    [
        'GET',
        /^\/api\/users\/([^/]+)$/,
        ({ response, match }) => json(response, 200, user(known(match[1]))),
    ],
    [
        'PATCH',
        /^\/api\/users\/([^/]+)$/,
        async ({ request, response, match, me }) => {
            const it = known(match[1]);
            const said = await body(request, ['role', 'state', 'email']);
            if (it.handle === me.handle && said.role === 'user')
                refuse(409, 'last-admin', 'There must be an admin.', 'role');
            record(
                me.handle,
                'account.change',
                it.handle,
                'ok',
                { role: it.role, state: it.state },
                said,
            );
            Object.assign(it, said);
            json(response, 200, user(it));
        },
    ],
    [
        'POST',
        /^\/api\/users\/([^/]+)\/reset-link$/,
        ({ response, match }) => {
            known(match[1]);
            json(response, 200, {
                url: `http://localhost:9000/reset#token=${id('r')}`,
                expiresAt: time(Date.now() + HOUR),
            });
        },
    ],
    [
        'POST',
        /^\/api\/users\/([^/]+)\/sign-out$/,
        ({ response, match }) => {
            const it = known(match[1]);
            for (const [key, one] of sessions) if (one.handle === it.handle) sessions.delete(key);
            json(response, 200, { ok: true });
        },
    ],
    [
        'DELETE',
        /^\/api\/users\/([^/]+)$/,
        ({ response, match, me }) => {
            const it = known(match[1]);
            accounts.delete(it.handle);
            computers.delete(it.handle);
            record(me.handle, 'account.delete', it.handle);
            json(response, 200, { ok: true });
        },
    ],
    [
        'GET',
        /^\/api\/users\/([^/]+)\/quota$/,
        ({ response, match }) => json(response, 200, known(match[1]).quota),
    ],
    [
        'PUT',
        /^\/api\/users\/([^/]+)\/quota$/,
        async ({ request, response, match, me }) => {
            const it = known(match[1]);
            const said = await body(request, ['dailyLimitUsd', 'monthlyLimitUsd']);
            record(me.handle, 'quota.set', it.handle, 'ok', it.quota, said);
            Object.assign(it.quota, said);
            json(response, 200, it.quota);
        },
    ],
    [
        'GET',
        /^\/api\/containers$/,
        ({ response, url }) => {
            const q = url.searchParams;
            const items = [...computers.keys()]
                .map(row)
                .filter(
                    (it) => !q.get('q') || `${it.handle} ${it.owner?.email}`.includes(q.get('q')),
                )
                .filter((it) => !q.get('status') || it.state === q.get('status'));
            json(
                response,
                200,
                page(
                    url,
                    sorted(items, q.get('sort') ?? 'handle', {
                        handle: 'handle',
                        lastActive: 'lastActive',
                        memory: 'memoryBytes',
                        cpu: 'cpuPercent',
                        spend: 'monthUsd',
                    }),
                ),
            );
        },
    ],
    [
        'GET',
        /^\/api\/containers\/([^/]+)$/,
        ({ response, match }) =>
            json(response, 200, { ...row(container(match[1])), containerId: '4f1d0c9be2a7' }),
    ],
    [
        'GET',
        /^\/api\/containers\/([^/]+)\/events$/,
        ({ response, match }) => {
            const { events: own, createdAt } = of(container(match[1]));
            const born = {
                at: time(createdAt),
                kind: 'provisioned',
                title: 'Set up',
                outcome: 'ok',
                finishedAt: time(createdAt + 4_100),
                detail: null,
            };
            const slept = {
                at: time(createdAt + HOUR),
                kind: 'stopped',
                title: 'Put to sleep: nobody used it for 30 minutes',
                outcome: 'ok',
                finishedAt: time(createdAt + HOUR + 900),
                detail: null,
            };
            const woke = {
                at: time(createdAt + 3 * HOUR),
                kind: 'started',
                title: 'Woken by a request',
                outcome: 'ok',
                finishedAt: time(createdAt + 3 * HOUR + 290),
                detail: 'GET /',
            };
            json(response, 200, { items: [...own, woke, slept, born] });
        },
    ],
    [
        'GET',
        /^\/api\/containers\/([^/]+)\/logs$/,
        ({ response, url, match }) => {
            container(match[1]);
            const tail = Number(url.searchParams.get('tail') ?? 200);
            json(response, 200, {
                lines: Array.from({ length: Math.min(tail, 120) }, (_, at) => line(120 - at)),
            });
        },
    ],
    [
        'GET',
        /^\/api\/containers\/([^/]+)\/logs\/stream$/,
        ({ request, response, match }) => {
            container(match[1]);
            response.writeHead(200, {
                'Content-Type': 'text/event-stream',
                'Cache-Control': 'no-store',
            });
            const send = (text) => response.write(`event: line\ndata: ${JSON.stringify(text)}\n\n`);
            for (let at = 40; at > 0; at--) send(line(at));
            let count = 0;
            const timer = setInterval(
                () => send(line(0).replace(LINES[0], LINES[count++ % LINES.length])),
                1_500,
            );
            request.on('close', () => clearInterval(timer));
        },
    ],
    [
        'GET',
        /^\/containers$/,
        ({ response, url }) => {
            const status = url.searchParams.get('status');
            json(
                response,
                200,
                [...computers.keys()].map(row).filter((it) => !status || it.state === status),
            );
        },
    ],
    [
        'POST',
        /^\/containers\/provision$/,
        async ({ request, response, me }) => {
            const { handle } = await body(request, ['handle', 'clerkUserId', 'ownerId']);
            act(handle, 'provision', me.handle);
            json(response, 201, row(handle));
        },
    ],
    [
        'GET',
        /^\/containers\/([^/]+)$/,
        ({ response, match }) => json(response, 200, row(container(match[1]))),
    ],
    [
        'POST',
        /^\/containers\/([^/]+)\/(start|stop|restart|update)$/,
        ({ response, match, me }) => {
            act(container(match[1]), match[2], me.handle);
            json(response, 200, row(match[1]));
        },
    ],
    [
        'DELETE',
        /^\/containers\/([^/]+)$/,
        ({ response, match, me }) => {
            computers.delete(container(match[1]));
            record(me.handle, 'computer.destroy', match[1]);
            json(response, 200, { ok: true });
        },
    ],
    [
        'GET',
        /^\/api\/audit$/,
        ({ response, url }) => {
            const q = url.searchParams;
            const items = [...audit]
                .reverse()
                .filter(
                    (it) =>
                        !q.get('actor') ||
                        (it.actor.handle ?? it.actor.kind) === q.get('actor') ||
                        it.actor.id === q.get('actor'),
                )
                .filter((it) => !q.get('action') || it.action.startsWith(q.get('action')))
                .filter((it) => !q.get('target') || it.target === q.get('target'))
                .filter((it) => !q.get('since') || it.at >= q.get('since'))
                .filter((it) => !q.get('until') || it.at <= q.get('until'));
            json(response, 200, page(url, items));
        },
    ],
    [
        'GET',
        /^\/api\/audit\.csv$/,
        ({ response }) => {
            response.writeHead(200, {
                'Content-Type': 'text/csv',
                'Content-Disposition': 'attachment; filename="audit.csv"',
            });
            response.end(
                [
                    'seq,at,action,target,result',
                    ...audit.map((it) =>
                        [it.seq, it.at, it.action, it.target, it.result].join(','),
                    ),
                ].join('\r\n'),
            );
        },
    ],
    [
        'GET',
        /^\/api\/audit\/verify$/,
        ({ response }) =>
            json(response, 200, {
                ok: true,
                entries: audit.length,
                head: audit.at(-1).hash,
                brokenAt: null,
            }),
    ],
    ['GET', /^\/api\/settings$/, ({ response }) => json(response, 200, { items: SETTINGS })],
];
