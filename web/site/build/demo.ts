import { cp, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const BUILT = join(import.meta.dirname, '../../desktop/dist-demo');

/** Puts the desktop's demo beside the site, at `/demo/`, before the site's files are compressed and weighed. */
export function demo(): Plugin {
  let out = 'dist';
  return {
    name: 'matrixos-demo',
    apply: 'build',
    configResolved: (config) => void (out = join(config.root, config.build.outDir)),
    writeBundle: async () => {
      await stat(join(BUILT, 'index.html')).catch(() => {
        throw new Error('the demo is not built: npm run build:demo');
      });
      await cp(BUILT, join(out, 'demo'), { recursive: true });
    },
  };
}
