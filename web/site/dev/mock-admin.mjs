// More of what the stand-in's admin sees: usage and budgets of others, versions of accounts, a computer that refuses once.
import { row } from './mock/computer.mjs';
import { admin } from './mock/admin.mjs';
import { json, page, refuse } from './mock/wire.mjs';
import { accounts, computers, DAY, HOUR, record, started } from './mock/world.mjs';

const MODELS = ['claude-sonnet-5', 'claude-haiku-5'];

const known = (handle) => {
    if (!computers.has(handle)) refuse(404, 'not-found', 'There is no such computer.');
    return handle;
};

const lineOf = (key, at) => ({
    key,
    calls: 3 + ((at * 17) % 29),
    inputTokens: 21_000 + ((at * 7_919) % 90_000),
    outputTokens: 4_000 + ((at * 3_541) % 20_000),
    costUsd: 0.018 + ((at * 0.0713) % 0.41),
});

const days = () =>
    Array.from({ length: 14 }, (_, at) =>
        lineOf(new Date(started - at * DAY).toISOString().slice(0, 10), at),
    );

const withBudget = (handle) => {
    const quota = accounts.get(handle)?.quota;
    return {
        ...row(handle),
        dayLimitUsd: quota?.dailyLimitUsd ?? null,
        monthLimitUsd: quota?.monthlyLimitUsd ?? null,
    };
};

const SORTS = {
    lastActive: 'lastActive',
    memory: 'memoryBytes',
    cpu: 'cpuPercent',
    spend: 'monthUsd',
};

function sorted(items, sort) {
    const key = SORTS[sort.replace('-', '')] ?? 'handle';
    const sign = sort.startsWith('-') ? -1 : 1;
    const value = (it) => it[key] ?? (key === 'handle' || key === 'lastActive' ? '' : -1);
    return items.sort((a, b) => sign * (value(a) > value(b) ? 1 : value(a) < value(b) ? -1 : 0));
}

/** The engine has forgotten this one until it is asked a second time. */
const STUBBORN = 'pia-field';
const asked = new Set();

const handlerOf = (method, path) =>
    admin.find(([verb, pattern]) => verb === method && pattern.test(path))[2];

const act = handlerOf('POST', '/containers/x/stop');
const patch = handlerOf('PATCH', '/api/users/x');
const read = handlerOf('GET', '/api/users/x');

/** What an answer's ETag would be, by having it written to nowhere. */
function etagOf(context) {
    let etag;
    const nowhere = { writeHead: (_, headers) => (etag = headers.ETag), end: () => undefined };
    read({ ...context, response: nowhere });
    return etag;
}

for (let at = 6; at > 0; at--) {
    record(
        'morgan',
        'quota.set',
        'alice',
        'ok',
        { dailyLimitUsd: at },
        { dailyLimitUsd: at + 1 },
        started - at * HOUR,
    );
}

/** Looked at before the others. */
export const adminMore = [
    [
        'GET',
        /^\/api\/containers\/([^/]+)\/usage$/,
        ({ response, url, match }) => {
            known(match[1]);
            const byModel = url.searchParams.get('by') === 'model';
            const items = byModel ? MODELS.map((model, at) => lineOf(model, at + 3)) : days();
            json(response, 200, { items: match[1] === 'carol' ? [] : items });
        },
    ],
    [
        'GET',
        /^\/api\/containers$/,
        ({ response, url }) => {
            const q = url.searchParams;
            const text = (q.get('q') ?? '').toLowerCase();
            const items = [...computers.keys()]
                .map(withBudget)
                .filter((it) => `${it.handle} ${it.owner?.email ?? ''}`.includes(text))
                .filter((it) => !q.get('status') || it.state === q.get('status'));
            json(response, 200, page(url, sorted(items, q.get('sort') ?? 'handle')));
        },
    ],
    [
        'GET',
        /^\/api\/containers\/([^/]+)$/,
        ({ response, match }) =>
            json(response, 200, {
                ...withBudget(known(match[1])),
                containerId: '4f1d0c9be2a7c0de',
            }),
    ],
    [
        'POST',
        /^\/containers\/([^/]+)\/(start|stop|restart|update)$/,
        (context) => {
            const { match } = context;
            if (match[1] === STUBBORN && !asked.has(match[2])) {
                asked.add(match[2]);
                refuse(503, 'engine-unavailable', 'The engine does not answer.');
            }
            act(context);
        },
    ],
    [
        'PATCH',
        /^\/api\/users\/([^/]+)$/,
        (context) => {
            const wanted = context.request.headers['if-match'];
            if (wanted !== undefined && wanted !== etagOf(context))
                refuse(412, 'precondition-failed', 'It has changed since you read it.');
            return patch(context);
        },
    ],
];
