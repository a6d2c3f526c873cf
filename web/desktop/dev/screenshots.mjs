// Takes the desktop's portraits and runs axe on each: every state, light and dark, desk and phone.
// Usage: npm run build && npm run screenshots [-- OUT_DIR [BASE_URL]]. Without a base URL it starts the mock home.
// Exits with 1 when axe finds anything or the page logs an error.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const OUT = process.argv[2] ?? join(tmpdir(), 'matrixos-screenshots');
const PORT = 3998;
const BASE = process.argv[3] ?? `http://127.0.0.1:${PORT}`;
const MOCKED = process.argv[3] === undefined;
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

async function fillHome() {
    const home = await mkdtemp(join(tmpdir(), 'mock-home-'));
    for (const folder of ['documents', 'projects/garden', 'pictures', '.config']) {
        await mkdir(join(home, folder), { recursive: true });
    }
    await writeFile(join(home, 'welcome.md'), WELCOME);
    await writeFile(join(home, 'notes.txt'), 'water the tomatoes\ncall the plumber\n');
    await writeFile(
        join(home, 'projects/garden/plan.py'),
        'for bed in range(4):\n    print("bed", bed)\n',
    );
    await writeFile(join(home, '.bashrc'), '# nothing yet\n');
    await writeFile(join(home, 'budget.csv'), 'month,spent\njan,120\nfeb,98\n');
    await writeFile(
        join(home, 'pictures/logo.svg'),
        await readFile(new URL('../public/icon.svg', import.meta.url)),
    );
    await writeFile(join(home, 'archive.bin'), Buffer.alloc(300_000, 7));
    return home;
}

const WELCOME = `# Welcome

This is **your computer**. It sleeps when you are away and keeps everything as you left it.

- The *Terminal* is a real shell.
- *Files* shows what is in your home.

| key | does |
| --- | --- |
| Ctrl Alt \` | next window |
| ? | all keys |

\`\`\`sh
git clone https://example.com/garden.git
\`\`\`

> Close the page whenever you like: what runs goes on running.
`;

async function startMock() {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'mock-home.mjs')], {
        env: { ...process.env, PORT: String(PORT), MOCK_HOME: await fillHome() },
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
}

const problems = [];

async function portrait(page, name) {
    await page.waitForTimeout(450);
    await page.screenshot({ path: join(OUT, `${name}.png`) });
    if (!(await page.evaluate('!!window.axe'))) await page.evaluate(await readFile(AXE, 'utf8'));
    const { violations } = await page.evaluate('axe.run({ resultTypes: ["violations"] })');
    for (const { id, nodes } of violations) {
        problems.push(
            `${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
        );
    }
    console.info(`${violations.length === 0 ? 'clean' : 'AXE  '} ${name}`);
}

const setMode = (mode) => fetch(`${BASE}/dev/mode?is=${mode}`, { method: 'POST' });
const dock = (page, name) =>
    page.getByRole('navigation', { name: 'Dock' }).getByRole('button', { name });
const win = (page, name) => page.getByRole('dialog', { name, exact: true });

async function type(page, text) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
}

async function scenes(page, tag) {
    await page.goto(BASE);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Awake').first().waitFor({ state: 'attached' });
    await portrait(page, `${tag}-1-empty`);

    await dock(page, 'Terminal').click();
    await win(page, 'Terminal').locator('.xterm-screen').waitFor();
    await page.waitForTimeout(800);
    await type(
        page,
        'ls -la --color=always; git --version; printf "\\e[31mred \\e[32mgreen \\e[33myellow \\e[34mblue \\e[35mmagenta \\e[36mcyan\\e[0m\\n"',
    );
    await portrait(page, `${tag}-2-terminal`);

    await dock(page, 'Files').click();
    await win(page, 'Files')
        .getByRole('button', { name: /welcome\.md/ })
        .waitFor();
    await portrait(page, `${tag}-3-files-list`);
    await win(page, 'Files').getByRole('radio', { name: 'Grid' }).click();
    await portrait(page, `${tag}-4-files-grid`);

    await win(page, 'Files')
        .getByRole('button', { name: /welcome\.md/ })
        .dblclick();
    await page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
    await portrait(page, `${tag}-5-preview`);

    await dock(page, 'System').click();
    await win(page, 'System').getByText('Version').waitFor();
    await portrait(page, `${tag}-6-system`);

    if (MOCKED) {
        for (const mode of ['drop', 'waking', 'expired']) {
            await setMode(mode);
            await page.getByRole('alertdialog').waitFor({ timeout: 30_000 });
            await portrait(page, `${tag}-7-${mode}`);
            await setMode('ok');
            // The others go away by themselves; a session only when the person says so.
            if (mode === 'expired') await page.getByRole('alertdialog').getByRole('button').click();
            await page.getByRole('alertdialog').waitFor({ state: 'detached', timeout: 15_000 });
        }
    }
    if (tag.startsWith('desk')) {
        await page.keyboard.press('Control+Alt+Slash');
        await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
        await portrait(page, `${tag}-8-keys`);
    }
}

await mkdir(OUT, { recursive: true });
const mock = MOCKED ? await startMock() : undefined;
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
const only = process.env.ONLY;
try {
    for (const [device, width, height] of [
        ['desk', 1440, 900],
        ['phone', 390, 844],
    ]) {
        for (const colorScheme of ['light', 'dark']) {
            const tag = `${device}-${colorScheme}`;
            if (only && !tag.includes(only)) continue;
            const context = await browser.newContext({
                viewport: { width, height },
                colorScheme,
                hasTouch: device === 'phone',
                bypassCSP: false,
            });
            const page = await context.newPage();
            page.on('pageerror', (error) => problems.push(`${tag}: page error: ${error.message}`));
            page.on('console', (line) => {
                if (
                    line.type() === 'error' &&
                    !/Failed to load resource|WebSocket|net::ERR/.test(line.text())
                ) {
                    problems.push(`${tag}: console: ${line.text()}`);
                }
            });
            await scenes(page, tag);
            await context.close();
        }
    }
} finally {
    await browser.close();
    mock?.kill();
}
problems.forEach((problem) => console.error(problem));
process.exit(problems.length === 0 ? 0 : 1);
