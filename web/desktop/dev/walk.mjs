// Walks through the desktop as a person does and fails at the first thing that is not as promised.
// Usage: npm run build && npm run walk [-- BASE_URL]. Without a base URL it starts the mock home. The browser goes through
// a wire of ours, so that the line can be cut whatever is at the other end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PORT = 3997;
const WIRE_PORT = 3996;
const HOME = new URL(process.argv[2] ?? `http://127.0.0.1:${PORT}`);
const BASE = `http://127.0.0.1:${WIRE_PORT}`;

async function startMock() {
    const home = await mkdtemp(join(tmpdir(), 'mock-home-'));
    await writeFile(join(home, 'hello.txt'), 'hello from a file\n');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'mock-home.mjs')], {
        env: { ...process.env, PORT: String(PORT), MOCK_HOME: home },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
}

const mock = process.argv[2] === undefined ? await startMock() : undefined;
const wires = new Set();
let cut = false;
const wire = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(HOME.port || 80), HOME.hostname);
    for (const [from, to] of [
        [near, far],
        [far, near],
    ]) {
        wires.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
            wires.delete(from);
            to.destroy();
        });
    }
});
await new Promise((resolve) => wire.listen(WIRE_PORT, '127.0.0.1', resolve));

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
    ],
});
const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
});
const page = await context.newPage();
const errors = [];
page.on('pageerror', (error) => errors.push(error.message));

const dock = (name) => page.getByRole('navigation', { name: 'Dock' }).getByRole('button', { name });
const win = (name) => page.getByRole('dialog', { name, exact: true });
const text = (name = 'Terminal') =>
    win(name)
        .locator('[data-terminal]')
        .evaluate((element) => element.terminalText?.() ?? '');
const box = async (name) => {
    await page.waitForTimeout(300);
    return win(name).boundingBox();
};

async function until(what, check, ms = 20_000) {
    const end = Date.now() + ms;
    while (!(await check())) {
        if (Date.now() > end) throw new Error(`never happened: ${what}`);
        await page.waitForTimeout(100);
    }
}

async function line(command) {
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
}

async function pull(from, to) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
}

const steps = {
    'a terminal runs a shell': async () => {
        await page.goto(BASE);
        await dock('Terminal').click();
        await until('a prompt', async () => /[#$] ?$/.test(await text()));
        await line('echo sum-$((40 + 2))');
        await until('the sum', async () => (await text()).includes('\nsum-42'));
    },
    'a window moves, and never off the screen': async () => {
        const before = await box('Terminal');
        await pull(
            { x: before.x + 300, y: before.y + 20 },
            { x: before.x + 380, y: before.y + 80 },
        );
        const moved = await box('Terminal');
        assert.deepEqual([moved.x - before.x, moved.y - before.y], [80, 60]);
        await pull({ x: moved.x + 300, y: moved.y + 20 }, { x: moved.x + 300, y: 790 });
        const low = await box('Terminal');
        assert.ok(low.y + low.height <= 800 - 70, 'it stays above the dock');
    },
    'a window resizes by its corner, and the shell learns its size': async () => {
        const before = await box('Terminal');
        const corner = { x: before.x + 1, y: before.y + 1 };
        await pull(corner, { x: corner.x + 60, y: corner.y + 90 });
        const after = await box('Terminal');
        assert.deepEqual([before.width - after.width, before.height - after.height], [60, 90]);
        await page.waitForTimeout(600);
        await line('echo cols-$(stty size)');
        await until('the size', async () => /\ncols-\d+ \d+/.test(await text()));
    },
    'a double-click maximises and restores; an edge makes a half': async () => {
        const before = await box('Terminal');
        await page.mouse.dblclick(before.x + 300, before.y + 20);
        const full = await box('Terminal');
        assert.equal(full.width, 1280);
        await page.mouse.dblclick(full.x + 300, full.y + 20);
        assert.deepEqual(await box('Terminal'), before);
        await pull({ x: before.x + 300, y: before.y + 20 }, { x: 2, y: 400 });
        const half = await box('Terminal');
        assert.ok(half.x < 20 && Math.abs(half.width - 628) < 12, JSON.stringify(half));
    },
    'keys move windows': async () => {
        await page.keyboard.press('Control+Alt+ArrowRight');
        assert.ok((await box('Terminal')).x > 600);
        await page.keyboard.press('Control+Alt+ArrowDown');
        const free = await box('Terminal');
        await page.keyboard.press('Control+Alt+Shift+ArrowUp');
        assert.equal(free.y - (await box('Terminal')).y, 24);
        await win('Terminal').getByRole('button', { name: 'Move Terminal' }).focus();
        await page.keyboard.press('ArrowDown');
        assert.equal((await box('Terminal')).y, free.y);
        await page.keyboard.press('Shift+ArrowLeft');
        assert.equal((await box('Terminal')).width, free.width - 24);
        assert.equal(
            (await text()).includes('^['),
            false,
            'no key of the desktop reaches the shell',
        );
    },
    'the shell and the layout survive a reload': async () => {
        await win('Terminal').locator('.xterm-screen').click();
        await line('KEPT=still-here; echo set');
        await until('the answer', async () => (await text()).includes('\nset'));
        const before = await box('Terminal');
        await page.reload();
        await until('the old output', async () => (await text()).includes('sum-42'));
        assert.deepEqual(await box('Terminal'), before);
        await win('Terminal').locator('.xterm-screen').click();
        await line('echo $KEPT');
        await until('the variable', async () => (await text()).includes('\nstill-here'));
    },
    'a break loses and doubles no byte': async () => {
        await line(
            'clear; for i in $(seq 1 400); do echo row-$i; [ $((i % 40)) = 0 ] && sleep 0.15; done; echo finished',
        );
        await until('some rows', async () => (await text()).includes('\nrow-40'));
        await breakLine();
        await until('the end', async () => (await text()).includes('\nfinished'));
        const rows = [...(await text()).matchAll(/^row-(\d+)/gm)].map((match) => Number(match[1]));
        assert.deepEqual(
            rows,
            Array.from({ length: 400 }, (_, at) => at + 1),
        );
    },
    'a file made in the shell is seen in Files and can be read': async () => {
        await line('echo made-in-the-shell > walk.txt');
        await dock('Files').click();
        const file = win('Files').getByRole('button', { name: 'walk.txt' });
        await file.waitFor();
        await file.dblclick();
        await win('walk.txt').getByText('made-in-the-shell').waitFor();
        await win('walk.txt').getByRole('button', { name: 'Close' }).click();
        await win('walk.txt').waitFor({ state: 'detached' });
    },
    'windows come to the front, go away, and come back': async () => {
        await win('Files').getByRole('button', { name: 'Minimise' }).click();
        await win('Files').waitFor({ state: 'hidden' });
        await dock('Files').click();
        await win('Files').waitFor();
        await win('Files').getByRole('button', { name: 'Close', exact: true }).click();
        await win('Files').waitFor({ state: 'detached' });
    },
    'a smaller screen gathers the windows': async () => {
        await page.setViewportSize({ width: 800, height: 500 });
        const { x, y, width, height } = await box('Terminal');
        assert.ok(
            x >= 0 && y >= 36 && x + width <= 800 && y + height <= 500,
            JSON.stringify({ x, y, width, height }),
        );
        await page.setViewportSize({ width: 1280, height: 800 });
    },
    'a closed terminal can be had back': async () => {
        await win('Terminal').getByRole('button', { name: 'Close', exact: true }).click();
        await page.getByRole('button', { name: 'Undo' }).click();
        await until('the old output', async () => (await text()).includes('finished'));
    },
    'leaving the shell closes its window': async () => {
        await win('Terminal').locator('.xterm-screen').click();
        await line('exit');
        await win('Terminal').waitFor({ state: 'detached' });
    },
};

/** Cuts every connection at once and lets none through for a moment. */
async function breakLine() {
    cut = true;
    for (const socket of wires) socket.destroy();
    await page.waitForTimeout(400);
    cut = false;
}

let failed = false;
try {
    for (const [name, step] of Object.entries(steps)) {
        await step();
        console.info(`ok  ${name}`);
    }
    assert.deepEqual(errors, []);
} catch (error) {
    failed = true;
    console.error(error);
    await page.screenshot({ path: join(tmpdir(), 'walk-failed.png') });
} finally {
    await browser.close();
    mock?.kill();
}
process.exit(failed ? 1 : 0);
