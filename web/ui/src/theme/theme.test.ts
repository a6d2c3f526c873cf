import { describe, expect, it, test } from 'vitest';
import { renderTheme } from './css';
import { derive, HOUSE, type Mode, type TokenName } from './derive';
import { contrast, oklch, toHex } from './oklch';
import { ansi } from './terminal';

const GROUNDS: TokenName[] = ['surface', 'raised', 'sunken', 'hover'];
const INKS: TokenName[] = ['text', 'muted', 'accent', 'ok', 'warn', 'danger'];

describe.each<Mode>(['light', 'dark'])('the %s theme', (mode) => {
  const tokens = derive(HOUSE, mode);

  test.each(INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)))(
    '%s on %s is readable (4.5:1)',
    (ink, ground) => {
      expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('keeps words on filled grounds readable', () => {
    expect(contrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens['on-accent'], tokens['accent-hover'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens['on-accent-soft'], tokens['accent-soft'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.danger, tokens['danger-soft'])).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the focus ring on every ground (3:1)', () => {
    for (const ground of GROUNDS) {
      expect(contrast(tokens.focus, tokens[ground])).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps the colours of terminal programs readable', () => {
    const palette = ansi(mode);
    for (const name of ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const) {
      expect(contrast(palette[name], palette.background)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('converts the ends of the scale exactly', () => {
  expect(toHex(oklch(1, 0, 0))).toBe('#ffffff');
  expect(toHex(oklch(0, 0, 0))).toBe('#000000');
  expect(contrast(oklch(1, 0, 0), oklch(0, 0, 0))).toBeCloseTo(21, 5);
});

it('tokens.css is what the seed says', async () => {
  await expect(renderTheme(HOUSE)).toMatchFileSnapshot('./tokens.css');
});
