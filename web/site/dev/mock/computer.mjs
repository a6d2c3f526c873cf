// How the stand-in's computers live: steps that take time, sleep, wake, failures that stay until they are tried again.
import { accounts, computers, IMAGE, MIB, MINUTE, record, samples, time } from './world.mjs';

const STEPS = [
    ['account', 'Your account', 300],
    ['storage', 'A place for your files', 1_400],
    ['container', 'Your computer', 2_600],
    ['ready', 'Starting it up', 2_200],
    ['open', 'Opening the door', 500],
];

const fresh = () => ({
    state: 'none',
    cause: null,
    since: null,
    run: null,
    failsAt: null,
    memory: null,
    cpu: null,
    disk: null,
    lastActive: null,
    sleepsAt: null,
    version: IMAGE,
    samples: [],
    createdAt: Date.now(),
    events: [],
});

const change = (it, state, cause = null) => {
    it.events.unshift({
        at: time(Date.now()),
        kind: state,
        title: cause ?? `Now ${state}`,
        outcome: 'ok',
        finishedAt: time(Date.now()),
        detail: null,
    });
    Object.assign(it, { state, cause, since: Date.now() });
};

function running(it) {
    change(it, 'running');
    Object.assign(it, {
        memory: 104 * MIB,
        cpu: 4.1,
        samples: samples(104 * MIB, 4.1),
        lastActive: Date.now(),
        sleepsAt: Date.now() + 30 * MINUTE,
        disk: it.disk ?? 18 * MIB,
        run: null,
    });
}

const away = (it) => Object.assign(it, { memory: null, cpu: null, samples: [], sleepsAt: null });

/** Brings a computer to where it would be by now. */
function settle(it) {
    if (it.stuck) return;
    const age = Date.now() - (it.since ?? 0);
    if (it.state === 'provisioning' && it.run) {
        const total = STEPS.reduce((sum, [, , ms]) => sum + ms, 0);
        if (Date.now() - it.run > total) running(it);
    } else if (it.state === 'starting' && age > 1_600) running(it);
    else if (it.state === 'stopping' && age > 1_200) {
        change(it, 'stopped', 'Stopped, since you asked for it.');
        away(it);
    }
}

function steps(it) {
    if (it.state === 'none') return STEPS.map(([name, title]) => step(name, title, 'waiting'));
    if (it.failsAt !== null && it.state === 'failed') {
        const bad = STEPS.findIndex(([name]) => name === it.failsAt);
        const begun = it.since - 4_000;
        return STEPS.map(([name, title, ms], at) => {
            if (at < bad) return step(name, title, 'done', begun + at * 900, begun + at * 900 + ms);
            if (at > bad) return step(name, title, 'waiting');
            const why = 'The disk of the machine is full: 0.2 GB are left and 1 GB is needed.';
            return step(name, title, 'failed', begun + 1_800, it.since, why);
        });
    }
    if (it.run === null) return [];
    let begins = it.run;
    return STEPS.map(([name, title, ms]) => {
        const from = begins;
        begins += ms;
        if (Date.now() >= begins) return step(name, title, 'done', from, begins);
        return Date.now() >= from
            ? step(name, title, 'running', from)
            : step(name, title, 'waiting');
    });
}

const step = (name, title, state, from = null, to = null, detail = null) => ({
    name,
    title,
    state,
    startedAt: time(from),
    finishedAt: time(to),
    detail,
});

export function of(handle) {
    if (!computers.has(handle)) computers.set(handle, fresh());
    const it = computers.get(handle);
    settle(it);
    return it;
}

export function show(handle, base) {
    const it = of(handle);
    const { quota } = accounts.get(handle);
    const month = new Date();
    const cause =
        it.cause ??
        (handle === 'erin' ? 'Today’s budget for the model is used up.' : null) ??
        (it.failsAt ? 'It could not be set up.' : null);
    return {
        handle,
        url: base.replace('{handle}', handle),
        state: it.state,
        cause,
        since: time(it.since),
        steps: steps(it),
        memory: it.memory === null ? null : { usedBytes: it.memory, limitBytes: 256 * MIB },
        cpu: it.cpu === null ? null : { percent: it.cpu, limitPercent: 50 },
        disk: it.disk === null ? null : { usedBytes: it.disk },
        lastActive: time(it.lastActive),
        sleepsAt: time(it.sleepsAt),
        spend: {
            todayUsd: quota.todayUsd,
            monthUsd: quota.monthUsd,
            dayLimitUsd: quota.dailyLimitUsd,
            monthLimitUsd: quota.monthlyLimitUsd,
            resetsAt: time(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1)),
        },
        version:
            it.state === 'none'
                ? null
                : { current: it.version, available: IMAGE, outdated: it.version !== IMAGE },
        samples: it.samples,
    };
}

export const verbs = {
    provision: (it) => {
        change(it, 'provisioning');
        Object.assign(it, { run: Date.now(), failsAt: null, stuck: false });
    },
    start: (it) => {
        if (it.state === 'running') return;
        it.stuck = false;
        change(it, 'starting', 'Waking, since you asked for it.');
    },
    stop: (it) => {
        it.stuck = false;
        change(it, 'stopping');
    },
    restart: (it) => {
        it.stuck = false;
        change(it, 'starting', 'Restarting, since you asked for it.');
    },
    update: (it) => {
        it.version = IMAGE;
        change(it, 'starting', 'Updating: your files are kept.');
    },
};

export function act(handle, verb, actor) {
    verbs[verb](of(handle));
    record(actor, `computer.${verb}`, handle);
}

export function row(handle) {
    const it = of(handle);
    const owner = accounts.get(handle);
    return {
        handle,
        owner: owner ? { id: owner.id, handle, email: owner.email } : null,
        ownerId: owner?.id ?? null,
        state: it.state,
        cause: it.cause ?? (it.failsAt ? 'It could not be set up.' : null),
        memoryBytes: it.memory,
        memoryLimitBytes: 256 * MIB,
        cpuPercent: it.cpu,
        diskBytes: it.disk,
        lastActive: time(it.lastActive),
        createdAt: time(it.createdAt),
        version: it.version,
        outdated: it.version !== IMAGE,
        port: 4001 + [...computers.keys()].indexOf(handle),
        shellPort: 3001 + [...computers.keys()].indexOf(handle),
        todayUsd: owner?.quota.todayUsd ?? null,
        monthUsd: owner?.quota.monthUsd ?? null,
    };
}

// Running computers breathe.
setInterval(() => {
    for (const it of computers.values()) {
        if (it.state !== 'running' || it.memory === null) continue;
        it.memory = Math.max(40 * MIB, it.memory + Math.round((Math.random() - 0.5) * 4 * MIB));
        it.cpu = Math.max(0.2, Math.min(48, it.cpu + (Math.random() - 0.5) * 3));
        const at = time(Date.now());
        it.samples = [...it.samples.slice(-59), { at, memoryBytes: it.memory, cpuPercent: it.cpu }];
    }
}, 5_000).unref();
