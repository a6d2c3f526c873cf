// Walks through the landing page as a visitor does, with the demo in it, and takes its portraits with axe on each.
// Usage: npm run build:site && npm run walk:landing [-- OUT_DIR]. Exits with 1 when something is not as it should be.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const OUT = process.argv[2] ?? join(tmpdir(), 'matrixos-landing');
const PORT = 3993;
const BASE = `http://127.0.0.1:${PORT}`;
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

async function startPlatform() {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'mock-platform.mjs')], {
        env: { ...process.env, PORT: String(PORT) },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
}

const demo = (page) => page.frameLocator('iframe');
const controls = (page) => demo(page).getByRole('group', { name: 'Demo' });
const terminalText = (page) =>
    demo(page)
        .locator('[data-terminal]')
        .first()
        .evaluate((it) => it.terminalText());

/** Waits until the text of the demo's terminal is as wanted. */
async function shows(page, pattern) {
    for (let tries = 0; tries < 100; tries++) {
        if (pattern.test(await terminalText(page).catch(() => ''))) return;
        await page.waitForTimeout(100);
    }
    assert.match(await terminalText(page), pattern);
}

async function withPage(browser, options, walk) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    page.on('request', (request) => {
        const own = request.url().startsWith(BASE) || request.url().startsWith('data:');
        if (!own) problems.push(`asks ${request.url()}`);
    });
    await page.goto(BASE);
    await walk(page, context);
    assert.deepEqual(problems, []);
    await context.close();
}

/** The whole page in one theme and one width, at the end of the story, and what axe says of it and of the demo. */
async function portrait(browser, [width, height], colorScheme) {
    const options = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' };
    await withPage(browser, options, async (page) => {
        await demo(page).getByRole('img', { name: 'What was spent, by kind' }).waitFor();
        await page.waitForTimeout(800);
        await page.screenshot({ path: join(OUT, `landing-${width}-${colorScheme}.png`) });
        for (const frame of page.frames()) await frame.evaluate(AXE);
        const { violations } = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
        assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]),
            [],
        );
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        console.info(`clean ${width} ${colorScheme}`);
    });
}

async function story(page) {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shows(page, /cat notes\/today/);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY');
    assert.match(await controls(page).innerText(), /^Scripted demo$/);

    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(400);
    const before = await terminalText(page);
    await page.waitForTimeout(2_000);
    assert.equal(await terminalText(page), before, 'it is played to nobody');
    await page.evaluate(() => window.scrollTo(0, 200));

    const screen = demo(page).getByRole('dialog', { name: 'Terminal' }).locator('.xterm-screen');
    await screen.click({ position: { x: 200, y: 120 } });
    assert.match(await controls(page).innerText(), /held/);
    await page.keyboard.press('Control+c');
    await page.keyboard.type('echo tea > notes/new.txt\ncat notes/new.txt\nhelp\n');
    await shows(page, /\ntea\n[^]*scripted demo; it knows/);

    await demo(page).getByRole('button', { name: 'Go on with the demo' }).click();
    await demo(page)
        .getByRole('dialog', { name: /^[A-Z][a-z]+\.md$/ })
        .waitFor({ timeout: 40_000 });
    await demo(page).getByRole('button', { name: 'Play the demo from the beginning' }).click();
    await demo(page).getByRole('dialog').first().waitFor({ state: 'detached' });
    console.info('ok the story is held, goes on, ends and begins again');
}

async function theme(page) {
    await demo(page).getByRole('dialog', { name: 'Terminal' }).waitFor();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await demo(page).locator(':root[data-theme=dark]').waitFor({ state: 'attached' });
    const kept = await page.evaluate(() => [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
    ]);
    assert.deepEqual(kept, ['matrixos.theme'], 'the demo stores nothing');
    console.info('ok the demo follows the theme and stores nothing');
}

async function keyboard(page) {
    await demo(page).getByRole('dialog', { name: 'Terminal' }).waitFor();
    await page.getByRole('link', { name: 'Skip the demo' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => document.activeElement.textContent);
    assert.equal(text, 'Open the demo by itself');
    console.info('ok the demo can be skipped by keyboard');
}

/** A finger on the demo moves the page, as far as nothing in the demo scrolls. */
async function touch(page, context) {
    await demo(page).getByRole('dialog', { name: 'Terminal' }).waitFor();
    const session = await context.newCDPSession(page);
    const send = (type, y) =>
        session.send('Input.dispatchTouchEvent', {
            type,
            touchPoints: y === undefined ? [] : [{ x: 180, y }],
        });
    await send('touchStart', 690);
    for (let y = 680; y >= 500; y -= 20) await send('touchMove', y);
    await send('touchEnd');
    await page.waitForFunction(() => window.scrollY > 100, undefined, { timeout: 3_000 });
    assert.match(await controls(page).innerText(), /^Scripted demo$/, 'a swipe does not hold it');
    console.info('ok a finger gets past the demo');
}

async function copying(page, context) {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy ./matrixos up --demo' }).click();
    await page.getByRole('status', { name: 'Messages' }).getByText('Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), './matrixos up --demo');
    console.info('ok the command is copied');
}

async function member(page) {
    await page.goto(`${BASE}/dev/as/alice?to=/`);
    const way = page.getByRole('link', { name: 'Open your computer' });
    assert.match(await way.getAttribute('href'), /\/open\/alice$/);
    assert.equal(await page.getByRole('link', { name: 'Get started' }).count(), 0);
    console.info('ok who is signed in opens their computer');
}

await mkdir(OUT, { recursive: true });
const platform = await startPlatform();
const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
    for (const size of [
        [1440, 900],
        [820, 1100],
        [360, 740],
    ]) {
        for (const scheme of ['light', 'dark']) await portrait(browser, size, scheme);
    }
    const desk = { viewport: { width: 1440, height: 900 } };
    for (const walk of [story, theme, keyboard, copying, member])
        await withPage(browser, desk, walk);
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    await withPage(browser, phone, touch);
} finally {
    await browser.close();
    platform.kill();
}
