// Takes the site's portraits and runs axe on each: every scene, light and dark, 1440 and 360 px wide.
// Usage: npm run build:site && npm run screenshots:site [-- OUT_DIR]. ONLY=word takes the scenes whose name has the word.
// Exits with 1 when axe finds anything, the page logs an error, or something sticks out at the side.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { scenes } from './scenes.mjs';

const OUT = process.argv[2] ?? join(tmpdir(), 'matrixos-site');
const PORT = Number(process.env.PORT ?? 3996);
const BASE = `http://localhost:${PORT}`;
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];
const ONLY = process.env.ONLY ?? '';

async function startMock() {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'mock-platform.mjs')], {
        env: { ...process.env, PORT: String(PORT) },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
}

const problems = [];
const setMode = (mode) => fetch(`${BASE}/dev/mode?is=${mode}`, { method: 'POST' });
const setHost = (host) => fetch(`${BASE}/dev/host`, { method: 'POST', body: JSON.stringify(host) });
const USUAL = { signup: 'open', needsSetup: false, oidc: [] };

async function portrait(page, name) {
    await page.waitForTimeout(350);
    // A dialog belongs to the window, not to the length of the page.
    const fullPage = (await page.getByRole('dialog').count()) === 0;
    await page.screenshot({ path: join(OUT, `${name}.png`), fullPage });
    await page.evaluate(await readFile(AXE, 'utf8'));
    const { violations } = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
    for (const { id, nodes } of violations) {
        problems.push(`${name}: ${id}: ${nodes.map((it) => it.html.slice(0, 160)).join(' | ')}`);
    }
    const wide = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (wide > 0) problems.push(`${name}: sticks out by ${wide} px`);
    console.info(`${violations.length === 0 && wide === 0 ? 'clean' : 'BAD  '} ${name}`);
}

async function take(page, scene, tag) {
    await setMode('ok');
    await setHost({ ...USUAL, ...scene.before?.host });
    await page.goto(`${BASE}/dev/as/${scene.as}?to=/theme.js`);
    if (scene.before?.mode) await setMode(scene.before.mode);
    // Another address first: from one fragment to another of the same page nothing is loaded.
    await page.goto('about:blank');
    await page.goto(`${BASE}${scene.to}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await scene.act?.(page, setMode);
    await portrait(page, `${scene.name}-${tag}`);
}

async function all(browser, width, height, colorScheme) {
    const tag = `${width}-${colorScheme}`;
    const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        hasTouch: width < 500,
    });
    const page = await context.newPage();
    let current = tag;
    page.on('pageerror', (error) => problems.push(`${current}: page error: ${error.message}`));
    page.on('console', (line) => {
        if (line.type() === 'error' && !/Failed to load resource|net::ERR/.test(line.text())) {
            problems.push(`${current}: console: ${line.text()}`);
        }
    });
    for (const scene of scenes.filter((it) => it.name.includes(ONLY))) {
        current = `${scene.name}-${tag}`;
        try {
            await take(page, scene, tag);
        } catch (failure) {
            problems.push(`${current}: ${failure.message.split('\n')[0]}`);
            console.info(`BAD   ${current}`);
            await page.screenshot({ path: join(OUT, `${current}.png`) });
        }
    }
    await context.close();
}

if (!existsSync(join(import.meta.dirname, '../dist/index.html'))) {
    console.error('there is no dist/: npm run build:site first');
    process.exit(1);
}
await mkdir(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
try {
    for (const [width, height] of [
        [1440, 900],
        [360, 740],
    ]) {
        for (const colorScheme of ['light', 'dark']) {
            // A new stand-in each time: the scenes change what they look at.
            const mock = await startMock();
            try {
                await all(browser, width, height, colorScheme);
            } finally {
                mock.kill();
            }
        }
    }
} finally {
    await browser.close();
}
problems.forEach((problem) => console.error(problem));
process.exit(problems.length === 0 ? 0 : 1);
