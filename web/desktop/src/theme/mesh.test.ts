import { contrast, derive, HOUSE, oklch, type Mode } from '@matrixos/ui';
import { describe, expect, it } from 'vitest';
import { mesh, seeded } from './mesh';

const take = (name: string): number[] => {
  const random = seeded(name);
  return Array.from({ length: 2_000 }, () => random.next().value);
};

describe('the numbers behind a landscape', () => {
  it('are the same for the same name and others for another', () => {
    expect(take('demo')).toEqual(take('demo'));
    expect(take('demo')).not.toEqual(take('alice'));
  });

  it('spread over 0 to 1', () => {
    const numbers = take('demo');
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, it) => sum + it, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});

/** Grey of the same luminance as a pixel, so that contrast can be asked for. */
function greyOf([r, g, b]: readonly number[]): ReturnType<typeof oklch> {
  const linear = [r, g, b].map((it = 0) =>
    it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4,
  );
  const luminance =
    0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  return oklch(Math.cbrt(luminance), 0, 0);
}

describe.each<Mode>(['light', 'dark'])('the %s landscape', (mode) => {
  it.each(['demo', 'alice', 'bob', 'x-9'])(
    'of %s leaves the greeting readable everywhere (4.5:1)',
    (name) => {
      const pixels = mesh(mode, name, 32, 20);
      const { text } = derive(HOUSE, mode);
      for (let at = 0; at < pixels.length; at += 4) {
        expect(contrast(text, greyOf([...pixels.subarray(at, at + 3)]))).toBeGreaterThanOrEqual(
          4.5,
        );
        expect(pixels[at + 3]).toBe(255);
      }
    },
  );
});
