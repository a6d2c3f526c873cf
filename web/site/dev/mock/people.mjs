// The stand-in's accounts: signing in and up, and one's own account.
import { randomBytes } from 'node:crypto';
import { act, show } from './computer.mjs';
import { body, events, json, refuse, setCookie } from './wire.mjs';
import {
    accounts,
    CODE,
    computers,
    DAY,
    id,
    openSession,
    record,
    sessions,
    SETUP_CODE,
    time,
} from './world.mjs';

const RESERVED = ['api', 'www', 'admin', 'app', 'status', 'mail', 'root', 'support'];

export const host = {
    domain: 'localhost',
    siteUrl: 'http://localhost:9000',
    computerUrl: 'http://{handle}.localhost:9000',
    signup: 'open',
    needsSetup: false,
    demoModel: true,
    mail: false,
    oidc: [],
    clerk: null,
    version: '0.4.0',
};

export const view = (it) => ({
    id: it.id,
    handle: it.handle,
    email: it.email,
    role: it.role,
    state: it.state,
    createdAt: time(it.createdAt),
    hasPassword: true,
    totp: it.totp,
    passkeys: it.passkeys.length,
    recoveryCodesLeft: it.recoveryCodes.length,
    leavesAt: time(it.leavesAt),
});

export function judge(handle) {
    const address = `${handle}.${host.domain}`;
    const no = (reason, message) => ({ handle, available: false, reason, message, address });
    if (!/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/.test(handle)) {
        return no('invalid', 'Three to 32 small letters, digits and hyphens; a letter first.');
    }
    if (RESERVED.includes(handle)) return no('reserved', 'This name is kept for the house.');
    if (accounts.has(handle)) return no('taken', 'Somebody has this name already.');
    if (/^a1ice$|^al1ce$/.test(handle))
        return no('look-alike', 'Too close to a name that is taken.');
    return { handle, available: true, reason: null, message: null, address };
}

const codes = () =>
    Array.from({ length: 10 }, () =>
        randomBytes(5)
            .toString('hex')
            .replace(/(.{5})/, '$1-'),
    );

function signIn(request, response, it, status = 200) {
    const cookie = openSession(it.handle, request.headers['user-agent'], '127.0.0.1');
    record(it.handle, 'session.open', it.handle);
    json(response, status, { account: view(it) }, setCookie(cookie));
}

function demand(me, password) {
    if (password !== me.password)
        refuse(403, 'wrong-password', 'That is not your password.', 'password');
}

function strong(password, field = 'password') {
    if (typeof password !== 'string' || password.length < 10) {
        refuse(400, 'bad-request', 'A password needs ten characters or more.', field);
    }
}

const tries = new Map();

/** Public routes: `[method, pattern, handler({request, response, url, match})]`. */
export const open = [
    [
        'GET',
        /^\/api\/handles\/([^/]+)$/,
        ({ response, match }) => json(response, 200, judge(match[1])),
    ],
    [
        'POST',
        /^\/api\/auth\/signup$/,
        async ({ request, response }) => {
            const said = await body(request, ['email', 'password', 'handle', 'code']);
            if (host.signup === 'closed')
                refuse(403, 'signup-closed', 'New accounts are made by the admin here.');
            if (!/^\S+@\S+\.\S+$/.test(said.email ?? ''))
                refuse(400, 'bad-request', 'This is not an e-mail address.', 'email');
            strong(said.password);
            if (host.needsSetup && said.code !== SETUP_CODE)
                refuse(403, 'setup-code-wrong', 'That is not the code that `up` printed.', 'code');
            const verdict = judge(said.handle ?? '');
            if (verdict.reason === 'invalid') refuse(400, 'bad-request', verdict.message, 'handle');
            if (!verdict.available) refuse(409, 'handle-taken', verdict.message, 'handle');
            const it = {
                ...accounts.get('dave'),
                id: id('usr'),
                handle: said.handle,
                email: said.email,
                password: said.password,
                role: host.needsSetup ? 'admin' : 'user',
                createdAt: Date.now(),
                people: [],
                tokens: [],
                passkeys: [],
            };
            host.needsSetup = false;
            accounts.set(said.handle, it);
            signIn(request, response, it, 201);
        },
    ],
    [
        'POST',
        /^\/api\/auth\/login$/,
        async ({ request, response }) => {
            const { identifier, password, code } = await body(request, [
                'identifier',
                'password',
                'code',
            ]);
            const it = [...accounts.values()].find((one) =>
                [one.handle, one.email].includes(identifier),
            );
            if ((tries.get(identifier) ?? 0) >= 5) {
                refuse(
                    429,
                    'too-many-attempts',
                    'Too many attempts. Wait a minute and try again.',
                    null,
                    { 'Retry-After': '60' },
                );
            }
            if (!it || it.password !== password) {
                tries.set(identifier, (tries.get(identifier) ?? 0) + 1);
                refuse(401, 'sign-in-failed', 'That name and password do not go together.');
            }
            if (it.totp && code !== CODE) {
                const detail = code
                    ? 'That code is not right, or it is used up.'
                    : 'Enter the code of your app.';
                refuse(401, 'second-factor', detail, 'code');
            }
            if (it.state === 'suspended')
                refuse(
                    403,
                    'account-suspended',
                    'This account is suspended. Your files are kept; ask the person who runs this host.',
                );
            tries.delete(identifier);
            signIn(request, response, it);
        },
    ],
    [
        'POST',
        /^\/api\/auth\/logout$/,
        ({ response, cookie }) => {
            sessions.delete(cookie);
            json(response, 200, { ok: true }, setCookie(''));
        },
    ],
    [
        'POST',
        /^\/api\/auth\/reset$/,
        async ({ request, response }) => {
            await body(request, ['identifier']);
            json(response, 202, { ok: true });
        },
    ],
    [
        'POST',
        /^\/api\/auth\/reset\/complete$/,
        async ({ request, response }) => {
            const { token, password } = await body(request, ['token', 'password']);
            strong(password);
            if (token === 'dead')
                refuse(410, 'link-dead', 'This link was used already, or it is too old.');
            json(response, 200, { ok: true });
        },
    ],
    [
        'POST',
        /^\/api\/auth\/passkey\/options$/,
        ({ response }) =>
            json(response, 200, {
                challengeId: id('ch'),
                publicKey: {
                    challenge: randomBytes(32).toString('base64url'),
                    rpId: 'localhost',
                    userVerification: 'preferred',
                    allowCredentials: [],
                },
            }),
    ],
    [
        'POST',
        /^\/api\/auth\/passkey$/,
        ({ request, response }) => signIn(request, response, accounts.get('alice')),
    ],
    [
        'GET',
        /^\/api\/status$/,
        ({ response }) => {
            const all = [...computers.values()];
            json(response, 200, {
                ok: true,
                at: time(Date.now()),
                components: [
                    { name: 'site', state: 'up', detail: null },
                    { name: 'computers', state: 'up', detail: null },
                    {
                        name: 'model',
                        state: host.demoModel ? 'degraded' : 'up',
                        detail: 'The demo model answers; no key is set.',
                    },
                ],
                computers: {
                    running: all.filter((it) => it.state === 'running').length,
                    total: all.length,
                },
                wake: { p50Ms: 284, p95Ms: 512 },
            });
        },
    ],
];

const publicSession =
    (own) =>
    ([cookie, it]) => ({
        id: it.id,
        kind: it.kind,
        current: cookie === own,
        createdAt: time(it.createdAt),
        lastSeenAt: time(it.lastSeenAt),
        expiresAt: time(it.lastSeenAt + 30 * DAY),
        userAgent: it.userAgent,
        address: it.address,
        handle: it.on ?? null,
    });

const mine = (me) => [...sessions].filter(([, it]) => it.handle === me.handle);

/** Routes of who is signed in; the handler gets `me`. */
export const own = [
    ['GET', /^\/api\/me$/, ({ response, me }) => json(response, 200, view(me))],
    [
        'PATCH',
        /^\/api\/me$/,
        async ({ request, response, me }) => {
            const { email } = await body(request, ['email']);
            if (!/^\S+@\S+\.\S+$/.test(email ?? ''))
                refuse(400, 'bad-request', 'This is not an e-mail address.', 'email');
            me.email = email;
            json(response, 200, view(me));
        },
    ],
    [
        'POST',
        /^\/api\/me\/password$/,
        async ({ request, response, me, cookie }) => {
            const { current, password } = await body(request, ['current', 'password']);
            if (current !== me.password)
                refuse(403, 'wrong-password', 'That is not your password.', 'current');
            strong(password);
            me.password = password;
            for (const [key] of mine(me)) if (key !== cookie) sessions.delete(key);
            json(response, 200, { ok: true });
        },
    ],
    [
        'POST',
        /^\/api\/me\/totp$/,
        async ({ request, response, me }) => {
            demand(me, (await body(request, ['password'])).password);
            const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
            json(response, 200, {
                secret,
                uri: `otpauth://totp/Matrix%20OS:${me.handle}?secret=${secret}&issuer=Matrix%20OS`,
                qr: qr(),
            });
        },
    ],
    [
        'POST',
        /^\/api\/me\/totp\/confirm$/,
        async ({ request, response, me }) => {
            const { code } = await body(request, ['code']);
            if (code !== CODE)
                refuse(
                    400,
                    'bad-request',
                    'That code is not right. Codes change every 30 seconds.',
                    'code',
                );
            Object.assign(me, { totp: true, recoveryCodes: codes() });
            json(response, 200, { recoveryCodes: me.recoveryCodes });
        },
    ],
    [
        'POST',
        /^\/api\/me\/totp\/disable$/,
        async ({ request, response, me }) => {
            demand(me, (await body(request, ['password'])).password);
            Object.assign(me, { totp: false, recoveryCodes: [] });
            json(response, 200, { ok: true });
        },
    ],
    [
        'POST',
        /^\/api\/me\/recovery-codes$/,
        async ({ request, response, me }) => {
            demand(me, (await body(request, ['password'])).password);
            me.recoveryCodes = codes();
            json(response, 200, { recoveryCodes: me.recoveryCodes });
        },
    ],
    [
        'GET',
        /^\/api\/me\/passkeys$/,
        ({ response, me }) => json(response, 200, { items: me.passkeys }),
    ],
    [
        'POST',
        /^\/api\/me\/passkeys\/options$/,
        ({ response, me }) =>
            json(response, 200, {
                challengeId: id('ch'),
                publicKey: {
                    challenge: randomBytes(32).toString('base64url'),
                    rp: { id: 'localhost', name: 'Matrix OS' },
                    user: {
                        id: Buffer.from(me.id).toString('base64url'),
                        name: me.handle,
                        displayName: me.handle,
                    },
                    pubKeyCredParams: [
                        { type: 'public-key', alg: -7 },
                        { type: 'public-key', alg: -257 },
                    ],
                    excludeCredentials: [],
                    authenticatorSelection: {
                        residentKey: 'required',
                        userVerification: 'preferred',
                    },
                },
            }),
    ],
    [
        'POST',
        /^\/api\/me\/passkeys$/,
        async ({ request, response, me }) => {
            const { name } = await body(request, ['challengeId', 'name', 'credential']);
            const it = { id: id('pk'), name, createdAt: time(Date.now()), lastUsedAt: null };
            me.passkeys.push(it);
            json(response, 201, it);
        },
    ],
    [
        'DELETE',
        /^\/api\/me\/passkeys\/([^/]+)$/,
        ({ response, me, match }) => {
            me.passkeys = me.passkeys.filter((it) => it.id !== match[1]);
            json(response, 200, { ok: true });
        },
    ],
    [
        'GET',
        /^\/api\/me\/sessions$/,
        ({ response, me, cookie }) =>
            json(response, 200, { items: mine(me).map(publicSession(cookie)) }),
    ],
    [
        'DELETE',
        /^\/api\/me\/sessions\/([^/]+)$/,
        ({ response, me, match }) => {
            for (const [key, it] of mine(me)) if (it.id === match[1]) sessions.delete(key);
            json(response, 200, { ok: true });
        },
    ],
    [
        'DELETE',
        /^\/api\/me\/sessions$/,
        ({ response, me, cookie }) => {
            for (const [key] of mine(me)) if (key !== cookie) sessions.delete(key);
            json(response, 200, { ok: true });
        },
    ],
    ['GET', /^\/api\/me\/tokens$/, ({ response, me }) => json(response, 200, { items: me.tokens })],
    [
        'POST',
        /^\/api\/me\/tokens$/,
        async ({ request, response, me }) => {
            const { name, scopes, days } = await body(request, ['name', 'scopes', 'days']);
            if (!name) refuse(400, 'bad-request', 'Give it a name.', 'name');
            const it = {
                id: id('tok'),
                name,
                scopes,
                createdAt: time(Date.now()),
                lastUsedAt: null,
                expiresAt: time(Date.now() + days * DAY),
            };
            me.tokens.push(it);
            json(response, 201, { ...it, token: `mat_${randomBytes(24).toString('base64url')}` });
        },
    ],
    [
        'DELETE',
        /^\/api\/me\/tokens\/([^/]+)$/,
        ({ response, me, match }) => {
            me.tokens = me.tokens.filter((it) => it.id !== match[1]);
            json(response, 200, { ok: true });
        },
    ],
    [
        'POST',
        /^\/api\/me\/delete$/,
        async ({ request, response, me }) => {
            const { password, handle } = await body(request, ['password', 'handle']);
            demand(me, password);
            if (handle !== me.handle)
                refuse(400, 'bad-request', 'That is not your handle.', 'handle');
            Object.assign(me, { state: 'leaving', leavesAt: Date.now() + 30 * DAY });
            json(response, 202, { account: view(me) });
        },
    ],
    [
        'POST',
        /^\/api\/me\/stay$/,
        ({ response, me }) => {
            Object.assign(me, { state: 'active', leavesAt: null });
            json(response, 200, { account: view(me) });
        },
    ],
    [
        'GET',
        /^\/api\/me\/export$/,
        ({ response, me }) => {
            response.writeHead(200, {
                'Content-Type': 'application/zip',
                'Content-Disposition': `attachment; filename="${me.handle}.zip"`,
            });
            // The smallest zip there is: empty.
            response.end(Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'));
        },
    ],
    [
        'GET',
        /^\/api\/me\/computer$/,
        ({ response, me }) => json(response, 200, show(me.handle, host.computerUrl)),
    ],
    [
        'GET',
        /^\/api\/me\/computer\/stream$/,
        ({ request, response, me }) =>
            events(request, response, 'computer', () => show(me.handle, host.computerUrl)),
    ],
    [
        'POST',
        /^\/api\/me\/computer\/(provision|start|stop|restart|update)$/,
        ({ response, me, match }) => {
            act(me.handle, match[1], me.handle);
            json(response, 202, show(me.handle, host.computerUrl));
        },
    ],
    [
        'GET',
        /^\/api\/me\/usage$/,
        ({ response, url, me }) => {
            const keys = {
                model: ['claude-sonnet-5', 'claude-haiku-5'],
                agent: ['chat', 'garden-planner', 'terminal'],
                session: ['expense tracker', 'garden plan', 'letters'],
            };
            const by = url.searchParams.get('by') ?? 'day';
            const days = Array.from({ length: 14 }, (_, at) =>
                time(Date.now() - (13 - at) * DAY).slice(0, 10),
            );
            const names = keys[by] ?? days;
            const { monthUsd } = me.quota;
            const weights = names.map((_, at) => 1 + ((at * 7) % 5));
            const sum = weights.reduce((a, b) => a + b, 0);
            json(response, 200, {
                items: names.map((key, at) => ({
                    key,
                    calls: weights[at] * 6,
                    inputTokens: weights[at] * 21_000,
                    outputTokens: weights[at] * 3_100,
                    costUsd: (monthUsd * weights[at]) / sum,
                })),
            });
        },
    ],
    ['GET', /^\/api\/me\/people$/, ({ response, me }) => json(response, 200, { items: me.people })],
    [
        'POST',
        /^\/api\/me\/people$/,
        async ({ request, response, me }) => {
            const { handle, role } = await body(request, ['handle', 'role']);
            if (!accounts.has(handle) || handle === me.handle)
                refuse(404, 'not-found', 'There is nobody of that name.', 'handle');
            const it = { handle, role, invitedAt: time(Date.now()) };
            me.people = [...me.people.filter((one) => one.handle !== handle), it];
            json(response, 201, it);
        },
    ],
    [
        'DELETE',
        /^\/api\/me\/people\/([^/]+)$/,
        ({ response, me, match }) => {
            me.people = me.people.filter((it) => it.handle !== match[1]);
            json(response, 200, { ok: true });
        },
    ],
    [
        'GET',
        /^\/api\/me\/shared$/,
        ({ response, me }) => {
            const items = [...accounts.values()].flatMap((it) =>
                it.people
                    .filter((one) => one.handle === me.handle)
                    .map(({ role }) => ({
                        handle: it.handle,
                        url: `http://${it.handle}.localhost:9000`,
                        role,
                    })),
            );
            json(response, 200, { items });
        },
    ],
    [
        'GET',
        /^\/api\/me\/device\/([^/]+)$/,
        ({ response, match }) => {
            if (match[1] !== 'BLUE-MOON')
                refuse(
                    404,
                    'not-found',
                    'No device asks with this code; it may be too old.',
                    'userCode',
                );
            json(response, 200, {
                userCode: 'BLUE-MOON',
                address: '198.51.100.7',
                userAgent: 'matrixos-cli/0.4.0 (linux)',
                createdAt: time(Date.now() - 41_000),
            });
        },
    ],
    [
        'POST',
        /^\/api\/me\/device$/,
        async ({ request, response }) => {
            const { userCode } = await body(request, ['userCode', 'approve']);
            if (userCode !== 'BLUE-MOON')
                refuse(
                    404,
                    'not-found',
                    'No device asks with this code; it may be too old.',
                    'userCode',
                );
            json(response, 200, { ok: true });
        },
    ],
];

/** A picture in the manner of a QR code; no app can read it. */
function qr() {
    let cells = '';
    const eye = (x, y) => `M${x} ${y}h7v7h-7zm1 1v5h5v-5zm1 1h3v3h-3z`;
    for (let y = 0; y < 29; y++)
        for (let x = 0; x < 29; x++) {
            const corner = (x < 8 && y < 8) || (x > 20 && y < 8) || (x < 8 && y > 20);
            if (!corner && (x * 7 + y * 13 + x * y) % 3 === 0) cells += `M${x} ${y}h1v1h-1z`;
        }
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 33 33" shape-rendering="crispEdges"><rect x="-2" y="-2" width="33" height="33" fill="#fff"/><path fill-rule="evenodd" d="${eye(0, 0)}${eye(22, 0)}${eye(0, 22)}${cells}"/></svg>`;
}
