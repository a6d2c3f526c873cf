import { derive, type Mode, type ThemeSeed } from './derive';
import { toCss } from './oklch';

const SHADOWS: Record<Mode, readonly [string, string, string]> = {
  light: [
    '0 1px 2px oklch(0.3 0.05 30 / 0.08)',
    '0 2px 6px oklch(0.3 0.05 30 / 0.08), 0 8px 20px -4px oklch(0.3 0.05 30 / 0.12)',
    '0 4px 10px oklch(0.3 0.05 30 / 0.1), 0 24px 56px -12px oklch(0.3 0.06 20 / 0.32)',
  ],
  dark: [
    '0 1px 2px oklch(0 0 0 / 0.3)',
    '0 2px 6px oklch(0 0 0 / 0.3), 0 8px 20px -4px oklch(0 0 0 / 0.4)',
    '0 4px 10px oklch(0 0 0 / 0.35), 0 24px 56px -12px oklch(0 0 0 / 0.7)',
  ],
};

function declarations(seed: ThemeSeed, mode: Mode, indent: string): string {
  const colours = Object.entries(derive(seed, mode)).map(
    ([name, colour]) => `--mx-${name}: ${toCss(colour)};`,
  );
  const shadows = SHADOWS[mode].map((shadow, level) => `--mx-shadow-${level + 1}: ${shadow};`);
  return [`color-scheme: ${mode};`, ...colours, ...shadows].map((line) => indent + line).join('\n');
}

/** The style sheet of a theme: light, dark by the system's wish, and dark by the person's. */
export function renderTheme(seed: ThemeSeed): string {
  return `/* Made from derive.ts by \`npm run tokens\`; a test fails when it is stale. */
:root {
${declarations(seed, 'light', '  ')}
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme='light']) {
${declarations(seed, 'dark', '    ')}
  }
}
:root[data-theme='dark'] {
${declarations(seed, 'dark', '  ')}
}
`;
}
