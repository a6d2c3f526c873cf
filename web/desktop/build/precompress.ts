import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:html|js|css|svg|json|webmanifest|txt)$/;

/** Compression below this gains less than the header costs. */
const MIN_BYTES = 512;

/** What the first paint may cost over the wire, gzip. The build fails above it. */
const FIRST_PAINT_BYTES = 260 * 1024;

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/**
 * Writes `.br` and `.gz` beside every text file of the build: half a CPU must never compress while a person waits. Then
 * weighs what the first paint loads (the page, what it names, and the interface font) and fails when it is too much.
 */
export function precompress(): Plugin {
  let out = 'dist';
  return {
    name: 'matrixos-precompress',
    apply: 'build',
    configResolved: (config) => void (out = join(config.root, config.build.outDir)),
    closeBundle: async () => {
      const names = await readdir(out, { recursive: true });
      for (const name of names.filter((it) => TEXT.test(it))) await compress(join(out, name));
      const total = await firstPaint(out, names);
      if (total > FIRST_PAINT_BYTES) throw new Error(`first paint is too heavy: ${kb(total)} gzip`);
    },
  };
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.byteLength < MIN_BYTES) return;
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  await writeFile(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
}

async function firstPaint(out: string, names: readonly string[]): Promise<number> {
  const page = await readFile(join(out, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const font = names.filter((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
  let total = 0;
  for (const name of ['index.html', ...named, ...font]) {
    const bytes = await readFile(join(out, name));
    const size = name.endsWith('.woff2')
      ? bytes.byteLength
      : gzipSync(bytes, { level: 9 }).byteLength;
    total += size;
    console.info(`  ${name.padEnd(52)} ${kb(size).padStart(10)} gzip`);
  }
  console.info(
    `  ${'first paint'.padEnd(52)} ${kb(total).padStart(10)} gzip (limit ${kb(FIRST_PAINT_BYTES)})`,
  );
  return total;
}
