import { describe, expect, it } from 'vitest';
import { parseLimit, share } from './limit';

describe('a limit that is typed', () => {
  it('is an amount, or none', () => {
    expect(parseLimit(' $2.50 ')).toEqual({ ok: true, value: 2.5 });
    expect(parseLimit('0')).toEqual({ ok: true, value: 0 });
    expect(parseLimit('  ')).toEqual({ ok: true, value: null });
  });

  it('is nothing else', () => {
    for (const typed of ['-1', '1e9', '2,50', 'lots', '1.0000000001', '1000001', 'NaN', '0x10']) {
      expect(parseLimit(typed).ok, typed).toBe(false);
    }
  });
});

describe('the share of a limit', () => {
  it('is full at the limit, and at a limit of zero', () => {
    expect(share(1, 4)).toBe(0.25);
    expect(share(9, 4)).toBe(1);
    expect(share(0, 0)).toBe(1);
    expect(share(3, null)).toBeNull();
  });
});
