// Drives the operator's pages as a person does, against the stand-in: keyboard, ranges, bulk and retry, paging and back.
// Usage: npm run build:site && node site/dev/walk-admin.mjs [BASE_URL MOCK_URL]. Exits with 1 at the first thing that is not so.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PORT = Number(process.env.PORT ?? 3989);
const MOCK = process.argv[3] ?? `http://localhost:${PORT}`;
const BASE = process.argv[2] ?? MOCK;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const mock = spawn(process.execPath, [join(import.meta.dirname, 'mock-platform.mjs')], {
    env: { ...process.env, PORT: String(new URL(MOCK).port) },
    stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise((resolve) => mock.stdout.once('data', resolve));
const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.setDefaultTimeout(8_000);
const sent = [];
page.on('request', (request) => {
    if (request.method() !== 'GET')
        sent.push([
            request.method(),
            new URL(request.url()).pathname,
            request.headers()['idempotency-key'],
        ]);
});

const button = (name) => page.getByRole('button', { name, exact: true });
const tick = (handle) => page.getByRole('checkbox', { name: `Select ${handle}` });
const go = async (path) => {
    await page.goto(BASE + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
};
const said = (text) => page.getByRole('status', { name: 'Messages' }).getByText(text).waitFor();

const steps = {
    async 'a header sorts, and says so'() {
        await go('/admin');
        const header = page.getByRole('columnheader', { name: 'Memory' });
        await header.getByRole('button').click();
        await header.getByRole('button').press('Enter');
        await page.waitForURL(/sort=-memory/);
        assert.equal(await header.getAttribute('aria-sort'), 'descending');
    },
    async 'text and state are in the address, and come back from it'() {
        await go('/admin');
        await page.getByLabel('Find').fill('field');
        await page.waitForURL(/q=field/);
        await page.getByLabel(/^Running/).check();
        await page.waitForURL(/status=running/);
        await page.reload();
        await tick('ada-field').waitFor();
        assert.equal(await page.getByLabel('Find').inputValue(), 'field');
        assert.equal(await tick('alice').count(), 0);
    },
    async 'a range is ticked with Shift, and cleared'() {
        await go('/admin');
        await tick('ada-field').click();
        await tick('bob').click({ modifiers: ['Shift'] });
        await page.getByText('4 selected').waitFor();
        await button('Clear selection').click();
        await page.getByText('4 selected').waitFor({ state: 'detached' });
    },
    async 'several are stopped after a question; one that fails is kept and tried again'() {
        await go('/admin?q=pia');
        await tick('pia-field').click();
        await page.getByLabel('Find').fill('quin');
        await tick('quin-stone').click();
        await page.getByRole('toolbar').getByRole('button', { name: 'Restart' }).click();
        await page.getByRole('dialog', { name: 'Restart 2 computers?' }).waitFor();
        await page.getByRole('dialog').getByRole('button', { name: 'Restart 2' }).click();
        const panel = page.getByRole('region', { name: /^Restart: 1 of 2 done, 1 failed/ });
        await panel.getByText('The engine does not answer.').waitFor();
        await panel.getByRole('button', { name: 'Try it again' }).click();
        await said('pia-field restarted.');
        await panel.waitFor({ state: 'detached' });
    },
    async 'nothing is destroyed before the handle is typed'() {
        await go('/admin?q=zoe');
        await page.getByRole('button', { name: 'Actions for zoe-stone' }).press('Enter');
        await page.waitForFunction(() => document.activeElement?.role === 'menuitem');
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: 'Destroy zoe-stone?' });
        const yes = dialog.getByRole('button', { name: 'Destroy', exact: true });
        assert.equal(await yes.isDisabled(), true);
        await page.keyboard.type('zoe');
        assert.equal(await yes.isDisabled(), true);
        await page.keyboard.type('-stone');
        await page.keyboard.press('Enter');
        await said('zoe-stone destroyed.');
        await page.getByText('No computer fits').waitFor();
    },
    async 'the present view is exported, all of it'() {
        await go('/admin?q=stone&sort=-handle');
        await tick('rosa-brook').count();
        const [file] = await Promise.all([
            page.waitForEvent('download'),
            button('Export CSV').click(),
        ]);
        const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
        assert.match(lines[0], /^owner,email,handle,state/);
        assert.match(lines[1], /^wim-stone,/);
        assert.equal(
            lines.length - 1,
            await page.getByRole('checkbox', { name: /^Select .*stone$/ }).count(),
        );
    },
    async 'a computer is stopped from its own page'() {
        await go('/admin/computers/judy');
        await button('Stop').click();
        await said('judy stopped.');
        await page.getByText('Stopped', { exact: true }).first().waitFor();
        assert.match(
            await page.getByRole('link', { name: 'Open as admin' }).getAttribute('href'),
            /\/open\/judy$/,
        );
    },
    async 'the log is paused, goes on and is searched'() {
        await go('/admin/computers/alice');
        const log = page.getByRole('log');
        await log.getByText('gateway listening').first().waitFor();
        await button('Pause').click();
        await page.getByRole('button', { name: /^Follow \(\d+ new\)$/ }).click();
        await page.getByLabel('Search the log').fill('WELCOME');
        await page.getByText(/^\d+ of \d+ lines$/).waitFor();
        for (const line of await log.locator('> div').allTextContents())
            assert.match(line, /welcome/);
    },
    async 'a budget is saved, a wrong one is not'() {
        await go('/admin/computers/alice');
        await page.getByLabel('Per day, in dollars').fill('2,5');
        assert.equal(await button('Save budget').isDisabled(), true);
        await page.getByLabel('Per day, in dollars').fill('2.50');
        await page.getByLabel('Per month, in dollars').fill('');
        await button('Save budget').click();
        await said('The budget of alice is saved.');
        await page.getByText('$2.48, no limit').waitFor();
    },
    async 'an account is suspended, and the suspension lifted'() {
        await go('/admin/users/bob');
        await button('Suspend').click();
        await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
        await said('bob is suspended.');
        await button('Lift suspension').click();
        await said('bob is active again.');
    },
    async 'who was overtaken is told, and sees what holds now'() {
        await go('/admin/users/bob');
        await page.getByRole('textbox', { name: 'E-mail' }).fill('robert@example.com');
        await page.evaluate(() =>
            fetch('/api/users/bob', {
                method: 'PATCH',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ email: 'bobby@example.com' }),
            }),
        );
        await button('Save account').click();
        await page.getByText('bobby@example.com').first().waitFor();
    },
    async 'no admin locks themself out'() {
        await go('/admin/users/morgan');
        assert.equal(await page.getByRole('combobox', { name: 'Role' }).isDisabled(), true);
        assert.equal(await button('Suspend').isDisabled(), true);
        assert.equal(await button('Delete account').isDisabled(), true);
        await page.getByText('you cannot lock yourself out').waitFor();
    },
    async 'an account is deleted after its handle is typed'() {
        await go('/admin/users/gus-field');
        await button('Delete account').click();
        await page.getByRole('dialog').getByLabel('Type “gus-field” to confirm').fill('gus-field');
        await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
        await page.waitForURL(/\/admin\/users$/);
    },
    async 'the log has pages, on and back'() {
        await go('/admin/audit?action=session');
        const first = await page.locator('summary').first().textContent();
        await page.goto(`${BASE}/admin/audit`);
        await button('Next').click();
        await page.waitForURL(/cursor=50/);
        await button('Next').click();
        await page.waitForURL(/cursor=100/);
        await button('Previous').click();
        await page.waitForURL(/cursor=50/);
        await page.reload();
        await button('Previous').click();
        await page.waitForURL((url) => !url.search.includes('cursor'));
        assert.match(first, /session/);
    },
    async 'every change had a key of its own'() {
        const ours = sent.filter(([, path]) => path !== '/api/users/bob');
        assert.ok(ours.length > 8);
        for (const [method, path, key] of ours)
            assert.match(key ?? '', /^[0-9a-f]{32}$/, `${method} ${path}`);
    },
    async 'for who is no admin there is nothing here; who is nobody is asked in'() {
        await page.goto(`${MOCK}/dev/as/alice?to=/theme.js`);
        await go('/admin/users');
        await page.getByRole('heading', { name: 'No such page' }).waitFor();
        await page.goto(`${MOCK}/dev/as/nobody?to=/theme.js`);
        await page.goto(`${BASE}/admin?q=a`);
        await page.waitForURL(/\/login\?next=%2Fadmin%3Fq%3Da$/);
    },
};

let failed = 0;
try {
    await page.goto(`${MOCK}/dev/as/morgan?to=/theme.js`);
    for (const [name, step] of Object.entries(steps)) {
        try {
            await step();
            console.info(`ok   ${name}`);
        } catch (failure) {
            failed++;
            console.error(
                `FAIL ${name}: ${failure.message.split('\n').slice(0, 6).join('\n     ')}`,
            );
        }
    }
} finally {
    await browser.close();
    mock.kill();
}
process.exit(failed === 0 ? 0 : 1);
