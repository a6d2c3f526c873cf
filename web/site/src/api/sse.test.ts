import { describe, expect, it } from 'vitest';
import { hear, waitBefore, type Followed } from './sse';

const nothing: Followed<string> = { value: null, offlineSince: null };

describe('following', () => {
  it('keeps the last value and the first moment of a break', () => {
    let known = hear(nothing, { kind: 'value', value: 'a' });
    known = hear(known, { kind: 'lost', at: 1000 });
    known = hear(known, { kind: 'lost', at: 2000 });
    expect(known).toEqual({ value: 'a', offlineSince: 1000 });
    expect(hear(known, { kind: 'opened' })).toEqual({ value: 'a', offlineSince: null });
  });

  it('waits longer each time, up to a bound, and never all at once', () => {
    expect(waitBefore(0, 0)).toBe(500);
    expect(waitBefore(3, 0)).toBe(4000);
    expect(waitBefore(30, 0)).toBe(15_000);
    expect(waitBefore(0, 1)).toBeGreaterThan(waitBefore(0, 0));
  });
});
