import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(?:html|js|css|svg|json|webmanifest|txt)$/;

/** Compression below this gains less than the header costs. */
const MIN_BYTES = 512;

/** What the first paint may cost over the wire, gzip. The build fails above it. */
export interface Budget {
  /** Everything: the page, what it names, and the interface font. */
  readonly paintBytes?: number;
  /** Script alone. */
  readonly scriptBytes?: number;
}

const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

/**
 * Writes `.br` and `.gz` beside every text file of the build: half a CPU must never compress while a person waits. Then
 * weighs what the first paint loads (the page, what it names, and the interface font) and fails when it is too much.
 */
export function precompress(budget: Budget = {}): Plugin {
  let out = 'dist';
  return {
    name: 'matrixos-precompress',
    apply: 'build',
    configResolved: (config) => void (out = join(config.root, config.build.outDir)),
    closeBundle: async () => {
      const names = await readdir(out, { recursive: true });
      for (const name of names.filter((it) => TEXT.test(it))) await compress(join(out, name));
      const { total, script } = await firstPaint(out, names);
      judge('first paint', total, budget.paintBytes);
      judge('script of the first paint', script, budget.scriptBytes);
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

/** Prints a sum beside its limit and stops the build above it. */
function judge(what: string, bytes: number, limit: number = Infinity): void {
  const bound = Number.isFinite(limit) ? ` (limit ${kb(limit)})` : '';
  console.info(`  ${what.padEnd(52)} ${kb(bytes).padStart(10)} gzip${bound}`);
  if (bytes > limit) throw new Error(`${what} is too heavy: ${kb(bytes)} gzip`);
}

async function firstPaint(
  out: string,
  names: readonly string[],
): Promise<{ readonly total: number; readonly script: number }> {
  const page = await readFile(join(out, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1] ?? '');
  const font = names.filter((name) => /^assets\/inter-latin-wght-normal.*\.woff2$/.test(name));
  let total = 0;
  let script = 0;
  for (const name of ['index.html', ...named, ...font]) {
    const bytes = await readFile(join(out, name));
    const size = name.endsWith('.woff2')
      ? bytes.byteLength
      : gzipSync(bytes, { level: 9 }).byteLength;
    total += size;
    if (name.endsWith('.js')) script += size;
    console.info(`  ${name.padEnd(52)} ${kb(size).padStart(10)} gzip`);
  }
  return { total, script };
}
