// The operator's pages, as scenes of the portraits. morgan is the admin.

const table = (page, name) => page.getByRole('table', { name }).waitFor();
const all = (page) =>
    page.getByRole('checkbox', { name: 'Select all on this page' }).locator('visible=true').first();

const scene = (name, to, act, before = {}) => ({
    name: `admin-${name}`,
    as: 'morgan',
    before,
    to,
    act,
});

export const adminScenes = [
    scene('fleet', '/admin', (page) => table(page, 'Computers')),
    scene('selected', '/admin?status=running&sort=-spend', async (page) => {
        await all(page).click();
        await page.getByRole('toolbar').waitFor();
    }),
    scene('menu', '/admin?q=alice', async (page) => {
        await page.getByRole('button', { name: 'Actions for alice' }).click();
        await page.getByRole('menu').waitFor();
    }),
    scene('destroy', '/admin?q=field', async (page) => {
        await all(page).click();
        await page.getByRole('toolbar').getByRole('button', { name: 'Destroy' }).click();
        await page.getByRole('dialog').waitFor();
    }),
    scene('bulk-failed', '/admin?q=field', async (page) => {
        await all(page).click();
        await page.getByRole('toolbar').getByRole('button', { name: 'Update' }).click();
        await page
            .getByRole('dialog')
            .getByRole('button', { name: /^Update/ })
            .click();
        await page.getByRole('button', { name: 'Try it again' }).waitFor();
    }),
    scene('nobody', '/admin?q=zzz', (page) => page.getByText('No computer fits').waitFor()),
    scene('computer', '/admin/computers/heidi', async (page) => {
        await page.getByText('Following').waitFor();
        await table(page, 'Usage by day');
        await page.getByLabel('Per day').waitFor();
    }),
    scene('computer-running', '/admin/computers/judy', async (page) => {
        await page.getByRole('radio', { name: 'By model' }).click();
        await table(page, 'Usage by model');
        await page.getByLabel('Search the log').fill('turn');
    }),
    scene('users', '/admin/users', (page) => table(page, 'Users')),
    scene('new-account', '/admin/users', async (page) => {
        await page.getByRole('button', { name: 'New account' }).click();
        await page.getByLabel('Handle').fill('alice');
        await page.getByLabel('E-mail').fill('alice@example.com');
        await page.getByRole('button', { name: 'Create account' }).click();
        await page.getByText('Somebody has this name').waitFor();
    }),
    scene('account-made', '/admin/users', async (page) => {
        await page.getByRole('button', { name: 'New account' }).click();
        await page.getByLabel('Handle').fill('wanda');
        await page.getByLabel('E-mail').fill('wanda@example.com');
        await page.getByRole('button', { name: 'Create account' }).click();
        await page.getByLabel('One-time link').waitFor();
    }),
    scene('user', '/admin/users/bob', (page) => page.getByLabel('Per day').waitFor()),
    scene('user-no-computer', '/admin/users/dave', (page) => page.getByLabel('Per day').waitFor()),
    scene('user-self', '/admin/users/morgan', (page) => page.getByLabel('Per day').waitFor()),
    scene('audit', '/admin/audit', async (page) => {
        await page.locator('summary').nth(1).click();
        await page.getByRole('button', { name: 'Verify the chain' }).click();
        await page.getByText('The chain is whole').waitFor();
    }),
    scene('settings', '/admin/settings', async (page) => {
        await table(page, 'Settings');
        await page.getByText('Looked at').waitFor();
    }),
    scene('loading', '/admin', (page) => page.getByLabel('Loading computers').waitFor(), {
        mode: 'slow',
    }),
    {
        ...scene('offline', '/admin', async (page, mode) => {
            await table(page, 'Computers');
            await mode('drop');
            await page.getByRole('button', { name: 'Refresh' }).click();
            await page.getByText('Not live').waitFor();
            await page.getByText('the last that is known').waitFor();
        }),
    },
    scene('broken', '/admin/users', async (page, mode) => {
        await table(page, 'Users');
        await mode('broken');
        await page.getByRole('link', { name: 'Audit' }).click();
        await page.getByRole('button', { name: 'Try again' }).waitFor();
    }),
];
