import { join } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const DEMO = join(here, 'src/demo');

/** Puts the demo's scripted computer at the other end of the desktop's line. */
const otherLine = (): Plugin => ({
  name: 'matrixos-demo-line',
  enforce: 'pre',
  resolveId(source, importer) {
    const fromDemo = importer?.startsWith(DEMO) === true;
    return /\/line$/.test(source) && !fromDemo ? join(DEMO, 'line.ts') : undefined;
  },
});

/**
 * The desktop with a scripted computer inside of the page, for the site's landing page: no server, no account. All its
 * addresses are relative, so that it can stand in any folder.
 */
export default defineConfig({
  root: DEMO,
  base: './',
  publicDir: join(here, 'public'),
  plugins: [otherLine(), react(), tailwind()],
  build: {
    outDir: join(here, 'dist-demo'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
