// Takes the landing page's pictures of the demo: desk and phone, light and dark, and the one for link previews.
// Usage: npm run build:demo && npm run posters. Fails when one is larger than the page can bear.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const DEMO = join(import.meta.dirname, '../../desktop/dist-demo');
const POSTERS = join(import.meta.dirname, '../src/landing/posters');
const PUBLIC = join(import.meta.dirname, '../public');
const MAX_BYTES = 80 * 1024;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
/** A quiet morning; what the clock in the picture shows. */
const MOMENT = new Date('2026-04-14T09:41:00');

const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = join(DEMO, pathname === '/' ? 'index.html' : pathname);
    const bytes = await readFile(path).catch(() => undefined);
    const type = TYPES[extname(path)] ?? (path.endsWith('.svg') ? 'image/svg+xml' : 'font/woff2');
    response.writeHead(bytes === undefined ? 404 : 200, { 'Content-Type': type }).end(bytes);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});

/** Pictures the demo's end: with reduced motion it is there at once. */
async function picture(path, { width, height, scale = 1, colorScheme, format, quality }) {
    const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: scale,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(MOMENT);
    await page.goto(base);
    await page.getByRole('dialog', { name: 'March.md' }).getByRole('img').waitFor();
    await page.waitForTimeout(1_500);
    const session = await context.newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format, quality });
    const bytes = Buffer.from(data, 'base64');
    await context.close();
    console.info(`${(bytes.length / 1024).toFixed(1).padStart(6)} KB  ${path}`);
    if (bytes.length > MAX_BYTES) throw new Error(`${path} is too large`);
    await writeFile(path, bytes);
}

try {
    for (const colorScheme of ['light', 'dark']) {
        const web = { colorScheme, format: 'webp' };
        await picture(join(POSTERS, `desk-${colorScheme}.webp`), {
            ...web,
            width: 1190,
            height: 700,
            quality: 82,
        });
        await picture(join(POSTERS, `phone-${colorScheme}.webp`), {
            ...web,
            width: 360,
            height: 640,
            scale: 1.5,
            quality: 78,
        });
    }
    // Those who draw link previews do not all read WebP.
    await picture(join(PUBLIC, 'preview.jpg'), {
        width: 1200,
        height: 630,
        colorScheme: 'light',
        format: 'jpeg',
        quality: 72,
    });
} finally {
    await browser.close();
    server.close();
}
