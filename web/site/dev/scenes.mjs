// What to look at on the site, one scene each: a name, who one is, where to go, and what to do there.
// `as`: a handle of mock/world.mjs, or `nobody`. `before`: what the stand-in shall be like. `act`: what a person does.
import { adminScenes } from './admin-scenes.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const PASSWORD = 'a long enough one';

async function confirmPassword(page) {
    await page.getByRole('dialog').getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
}

const signIn = async (page, handle, password = PASSWORD) => {
    await page.getByLabel('Handle or e-mail').fill(handle);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button(page, 'Sign in').click();
};

export const scenes = [
    { name: 'landing', as: 'nobody', to: '/' },
    { name: 'login', as: 'nobody', to: '/login?next=/open/alice' },
    {
        name: 'login-providers',
        as: 'nobody',
        before: { host: { oidc: [{ id: 'example', name: 'Example ID' }] } },
        to: '/login',
    },
    {
        name: 'login-failed',
        as: 'nobody',
        to: '/login',
        act: async (page) => {
            await signIn(page, 'zoe', 'not that one');
            await page.getByRole('alert').getByText('do not go together').waitFor();
        },
    },
    {
        name: 'login-second',
        as: 'nobody',
        to: '/login',
        act: async (page) => {
            await signIn(page, 'bob');
            await page.getByLabel('Code').fill('000000');
            await button(page, 'Continue').click();
            await page.getByText('That code is not right').waitFor();
        },
    },
    {
        name: 'signup',
        as: 'nobody',
        to: '/signup',
        act: async (page) => {
            await page.getByLabel('Handle').fill('wanda');
            await page.getByLabel('E-mail').fill('wanda@example.com');
            await page.getByLabel('Password', { exact: true }).fill('copper-lamp-sky');
            await page.getByText('wanda.localhost is free').waitFor();
        },
    },
    {
        name: 'signup-taken',
        as: 'nobody',
        to: '/signup',
        act: async (page) => {
            await page.getByLabel('Handle').fill('alice');
            await page.getByLabel('Password', { exact: true }).fill('short');
            await page.getByText('Somebody has this name').waitFor();
        },
    },
    {
        name: 'signup-first',
        as: 'nobody',
        before: { host: { needsSetup: true } },
        to: '/signup#code=first-light',
    },
    { name: 'signup-provider', as: 'nobody', to: '/signup?via=oidc' },
    { name: 'signup-closed', as: 'nobody', before: { host: { signup: 'closed' } }, to: '/signup' },
    { name: 'reset', as: 'nobody', to: '/reset' },
    {
        name: 'reset-asked',
        as: 'nobody',
        to: '/reset',
        act: async (page) => {
            await page.getByLabel('Handle or e-mail').fill('alice');
            await button(page, 'Ask for a link').click();
            await page.getByRole('heading', { name: 'Look for the link' }).waitFor();
        },
    },
    { name: 'reset-choose', as: 'nobody', to: '/reset#token=good' },
    {
        name: 'reset-dead',
        as: 'nobody',
        to: '/reset#token=dead',
        act: async (page) => {
            await page.getByLabel('New password', { exact: true }).fill('copper-lamp-sky');
            await button(page, 'Change password').click();
            await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
        },
    },
    { name: 'status', as: 'nobody', to: '/status' },
    { name: 'not-connected', as: 'nobody', before: { mode: 'drop' }, to: '/status' },
    { name: 'nothing-here', as: 'alice', to: '/nothing-here' },
    { name: 'not-found', as: 'nobody', to: '/no/such/page' },
    { name: 'dashboard-awake', as: 'alice', to: '/dashboard' },
    { name: 'dashboard-asleep', as: 'bob', to: '/dashboard' },
    { name: 'dashboard-setup-failed', as: 'carol', to: '/dashboard' },
    { name: 'dashboard-none', as: 'dave', to: '/dashboard' },
    {
        name: 'dashboard-setting-up',
        as: 'dave',
        to: '/dashboard',
        act: async (page) => {
            await button(page, 'Set up my computer').click();
            await page.getByRole('list', { name: 'Steps' }).waitFor();
            await page.waitForTimeout(2_400);
        },
    },
    { name: 'dashboard-over-budget', as: 'erin', to: '/dashboard' },
    { name: 'dashboard-waking-long', as: 'frank', to: '/dashboard' },
    { name: 'dashboard-queued', as: 'grace', to: '/dashboard' },
    { name: 'dashboard-out-of-memory', as: 'heidi', to: '/dashboard' },
    { name: 'dashboard-leaving', as: 'ivan', to: '/dashboard' },
    {
        name: 'dashboard-update',
        as: 'judy',
        to: '/dashboard',
        act: async (page) => {
            await button(page, 'Update').click();
            await page.getByRole('dialog').waitFor();
        },
    },
    {
        name: 'dashboard-offline',
        as: 'alice',
        to: '/dashboard',
        act: async (page, mode) => {
            await page.getByRole('link', { name: 'Open Matrix OS' }).waitFor();
            await mode('drop');
            await page.getByText('No connection since').waitFor();
        },
    },
    { name: 'dashboard-broken', as: 'alice', before: { mode: 'drop' }, to: '/dashboard' },
    {
        name: 'account',
        as: 'alice',
        to: '/account',
        act: (page) => page.getByRole('list', { name: 'Sessions' }).waitFor(),
    },
    {
        name: 'account-second-factor',
        as: 'alice',
        to: '/account',
        act: async (page) => {
            await button(page, 'Add a second factor').click();
            await confirmPassword(page);
            await page.getByRole('dialog', { name: 'Scan with your app' }).waitFor();
        },
    },
    {
        name: 'account-recovery-codes',
        as: 'alice',
        to: '/account',
        act: async (page) => {
            await button(page, 'Add a second factor').click();
            await confirmPassword(page);
            await page.getByRole('dialog').getByLabel('Code', { exact: true }).fill('123456');
            await button(page, 'Turn it on').click();
            await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
        },
    },
    {
        name: 'account-new-token',
        as: 'alice',
        to: '/account',
        act: async (page) => {
            await button(page, 'New token').click();
            await page.getByRole('dialog').getByLabel('Name').fill('phone');
        },
    },
    {
        name: 'account-token-shown',
        as: 'alice',
        to: '/account',
        act: async (page) => {
            await button(page, 'New token').click();
            await page.getByRole('dialog').getByLabel('Name').fill('phone');
            await button(page, 'Make token').click();
            await page.getByRole('dialog', { name: 'Your new token' }).waitFor();
        },
    },
    {
        name: 'account-delete',
        as: 'alice',
        to: '/account',
        act: async (page) => {
            await button(page, 'Delete my account').click();
            await page.getByLabel('Type alice to be sure').fill('alice');
        },
    },
    { name: 'device', as: 'alice', to: '/device' },
    {
        name: 'device-asks',
        as: 'alice',
        to: '/device#BLUE-MOON',
        act: async (page) => {
            await button(page, 'Continue').click();
            await page.getByRole('heading', { name: 'Is this you?' }).waitFor();
        },
    },
    ...adminScenes,
    { name: 'admin-not-for-you', as: 'alice', to: '/admin' },
];
