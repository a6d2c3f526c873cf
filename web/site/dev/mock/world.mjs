// The people and computers that the stand-in for the platform knows. Each handle is a situation to look at.
import { createHash, randomBytes } from 'node:crypto';

export const MIB = 1024 * 1024;
export const PASSWORD = 'a long enough one';
export const CODE = '123456';
export const SETUP_CODE = 'first-light';
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

export const id = (kind) => `${kind}_${randomBytes(8).toString('hex')}`;
export const time = (ms) => (ms === null ? null : new Date(ms).toISOString());
export const started = Date.now();

/** The version that every computer could have. */
export const IMAGE = '0.4.0';

function account(handle, more = {}) {
    return {
        id: id('usr'),
        handle,
        email: `${handle}@example.com`,
        role: 'user',
        state: 'active',
        createdAt: started - 40 * DAY,
        password: PASSWORD,
        totp: false,
        passkeys: [],
        recoveryCodes: [],
        leavesAt: null,
        lastSeenAt: started - 3 * HOUR,
        quota: { dailyLimitUsd: 1, monthlyLimitUsd: 10, todayUsd: 0.124, monthUsd: 2.481337 },
        people: [],
        tokens: [],
        ...more,
    };
}

/** Memory and CPU of five minutes, a believable walk that ends at the given value. */
export function samples(endBytes, endPercent) {
    const list = [];
    for (let at = 0; at < 60; at++) {
        const wave = Math.sin(at / 5) * 9 + Math.sin(at / 2.3) * 4;
        list.push({
            at: time(started - (59 - at) * 5_000),
            memoryBytes: Math.round(endBytes + (wave - Math.sin(59 / 5) * 9) * MIB),
            cpuPercent: Math.max(0.2, endPercent + wave / 3),
        });
    }
    return list;
}

function computer(state, more = {}) {
    return {
        state,
        cause: null,
        since: started - 47 * MINUTE,
        run: null,
        failsAt: null,
        memory: state === 'running' ? 118 * MIB : null,
        cpu: state === 'running' ? 3.2 : null,
        disk: 412 * MIB,
        lastActive: started - 2 * MINUTE,
        sleepsAt: state === 'running' ? started + 24 * MINUTE : null,
        version: IMAGE,
        samples: state === 'running' ? samples(118 * MIB, 3.2) : [],
        createdAt: started - 40 * DAY,
        events: [],
        ...more,
    };
}

/** Handles by situation; sign in as one with `/dev/as/{handle}`. */
export const accounts = new Map(
    [
        account('morgan', { role: 'admin', totp: true, recoveryCodes: Array(8).fill('x') }),
        account('alice', {
            people: [
                { handle: 'bob', role: 'editor', invitedAt: time(started - 5 * DAY) },
                { handle: 'grace', role: 'viewer', invitedAt: time(started - 2 * DAY) },
            ],
            passkeys: [
                {
                    id: id('pk'),
                    name: 'Laptop',
                    createdAt: time(started - 30 * DAY),
                    lastUsedAt: time(started - 2 * HOUR),
                },
            ],
            tokens: [
                {
                    id: id('tok'),
                    name: 'backup script',
                    scopes: ['computer:read', 'account:read'],
                    createdAt: time(started - 12 * DAY),
                    lastUsedAt: time(started - 6 * HOUR),
                    expiresAt: time(started + 78 * DAY),
                },
            ],
        }),
        account('bob', { totp: true, recoveryCodes: Array(2).fill('x') }),
        account('carol'),
        account('dave', { createdAt: started - MINUTE }),
        account('erin', {
            quota: { dailyLimitUsd: 1, monthlyLimitUsd: 10, todayUsd: 1.0003, monthUsd: 9.41 },
        }),
        account('frank'),
        account('grace'),
        account('heidi'),
        account('ivan', { state: 'leaving', leavesAt: started + 27 * DAY }),
        account('judy'),
        account('mallory', { state: 'suspended' }),
    ].map((it) => [it.handle, it]),
);

export const computers = new Map([
    [
        'morgan',
        computer('running', { memory: 96 * MIB, samples: samples(96 * MIB, 1.4), cpu: 1.4 }),
    ],
    ['alice', computer('running')],
    [
        'bob',
        computer('stopped', {
            cause: 'Asleep since nobody used it for 30 minutes.',
            since: started - 3 * HOUR,
            lastActive: started - 3.5 * HOUR,
        }),
    ],
    ['carol', computer('failed', { failsAt: 'container', disk: null, lastActive: null })],
    ['erin', computer('running', { memory: 171 * MIB, samples: samples(171 * MIB, 8), cpu: 8 })],
    [
        'frank',
        computer('starting', {
            cause: 'Waking, since you opened it.',
            since: started - 14_000,
            stuck: true,
        }),
    ],
    [
        'grace',
        computer('queued', {
            cause: 'The machine is full. Two are before you; one will go to sleep soon.',
            since: started - 40_000,
            stuck: true,
        }),
    ],
    [
        'heidi',
        computer('failed', {
            cause: 'It ran out of memory: 256 MB were in use, most by “node”.',
            since: started - 8 * MINUTE,
        }),
    ],
    ['ivan', computer('stopped', { cause: 'Stopped, since its account is leaving.' })],
    ['judy', computer('running', { version: '0.3.2' })],
    ['mallory', computer('stopped', { cause: 'Its account is suspended.' })],
]);

// A crowd, so that tables have pages.
const CROWD =
    'ada ben cleo dora emil fay gus hana igor june kira leo mona nico olga pia quin rosa sven tara ugo vera wim xena yara zoe'.split(
        ' ',
    );
CROWD.forEach((name, at) => {
    const handle = `${name}-${['field', 'stone', 'brook'][at % 3]}`;
    accounts.set(
        handle,
        account(handle, {
            createdAt: started - (at + 2) * DAY,
            lastSeenAt: started - at * 5 * HOUR,
            quota: {
                dailyLimitUsd: 1,
                monthlyLimitUsd: 10,
                todayUsd: (at % 5) * 0.0713,
                monthUsd: (at % 9) * 0.8137,
            },
        }),
    );
    const state = ['running', 'stopped', 'frozen', 'stopped'][at % 4];
    computers.set(
        handle,
        computer(state, {
            memory: state === 'running' || state === 'frozen' ? (60 + at * 5) * MIB : null,
            cpu: state === 'running' ? (at * 7) % 23 : state === 'frozen' ? 0 : null,
            lastActive: started - at * 3 * HOUR,
            version: at % 6 === 0 ? '0.3.2' : IMAGE,
        }),
    );
});

/** Where bob, alice and the rest are signed in. `cookie` is what the browser holds. */
export const sessions = new Map();

export function openSession(handle, userAgent, address, kind = 'site', more = {}) {
    const cookie = randomBytes(16).toString('hex');
    sessions.set(cookie, {
        id: id('ses'),
        handle,
        kind,
        userAgent,
        address,
        createdAt: Date.now(),
        lastSeenAt: Date.now(),
        ...more,
    });
    return cookie;
}

openSession(
    'alice',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
    '203.0.113.24',
    'site',
    { createdAt: started - 9 * DAY, lastSeenAt: started - 26 * HOUR },
);
openSession(
    'alice',
    'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
    '198.51.100.7',
    'computer',
    { createdAt: started - 2 * DAY, lastSeenAt: started - 3 * MINUTE, on: 'alice' },
);

/** What was done, newest last. */
export const audit = [];

export function record(
    actor,
    action,
    target,
    result = 'ok',
    before = null,
    after = null,
    at = Date.now(),
) {
    const seq = audit.length + 1;
    const hash = createHash('sha256')
        .update(`${audit.at(-1)?.hash}${seq}${action}`)
        .digest('hex');
    const who =
        actor === null
            ? { kind: 'nobody', id: null, handle: null }
            : actor === 'system' || actor === 'operator'
              ? { kind: actor, id: null, handle: null }
              : { kind: 'account', id: accounts.get(actor)?.id ?? null, handle: actor };
    audit.push({
        seq,
        at: time(at),
        actor: who,
        action,
        target,
        before,
        after,
        address: actor === 'system' ? null : '203.0.113.24',
        result,
        hash,
    });
}

const HABITS = [
    ['alice', 'session.open', 'alice', 'ok', null, null],
    ['system', 'computer.stop', 'bob', 'ok', { state: 'running' }, { state: 'stopped' }],
    [null, 'session.open', 'admin', 'denied', null, null],
    ['morgan', 'quota.set', 'erin', 'ok', { dailyLimitUsd: 0.5 }, { dailyLimitUsd: 1 }],
    ['bob', 'computer.open', 'carol', 'denied', null, null],
    ['system', 'computer.start', 'heidi', 'failed', null, null],
    ['operator', 'account.role', 'morgan', 'ok', { role: 'user' }, { role: 'admin' }],
];
for (let at = 140; at > 0; at--) {
    const [actor, action, target, result, before, after] = HABITS[at % HABITS.length];
    record(actor, action, target, result, before, after, started - at * 21 * MINUTE);
}

export const SETTINGS = [
    [
        'PLATFORM_DOMAIN',
        'localhost',
        'default',
        false,
        true,
        'Set it to your domain when others shall reach this host.',
    ],
    ['PLATFORM_PORT', '9000', 'default', false, true, null],
    ['PLATFORM_SECRET', '(set)', 'distro/.env', true, true, null],
    [
        'ANTHROPIC_API_KEY',
        null,
        'default',
        true,
        false,
        'No key: the demo model answers in place of the real one.',
    ],
    [
        'SMTP_URL',
        null,
        'default',
        true,
        true,
        'Without mail, links to reset a password are shown to the admin.',
    ],
    ['IDLE_MINUTES', '30', 'environment', false, true, null],
    ['MEMORY_LIMIT', '256m', 'default', false, true, null],
    ['CLERK_SECRET_KEY', null, 'default', true, true, null],
].map(([name, value, source, secret, ok, advice]) => ({ name, value, source, secret, ok, advice }));
