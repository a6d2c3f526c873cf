import { describe, expect, it } from 'vitest';
import type { PartState, PublicStatus, UsageLine } from '../api/types';
import { top } from './dashboard/top';
import { tidy } from './tidy';
import { verdict } from './verdict';

describe('a code as the device shows it', () => {
  it.each([
    ['abcd-efgh', 'ABCD-EFGH'],
    [' abcd efgh ', 'ABCD-EFGH'],
    ['ABCDEFGH', 'ABCD-EFGH'],
    ['abc', 'ABC'],
    ['', ''],
    ['../../x', 'X'],
  ])('%j is %s', (typed, code) => expect(tidy(typed)).toBe(code));
});

describe('the status in a sentence', () => {
  const parts = (...states: PartState[]): Pick<PublicStatus, 'components'> => ({
    components: states.map((state) => ({ name: 'site', state, detail: null })),
  });

  it('names the worst', () => {
    expect(verdict(parts('up', 'up'))).toBe('Everything works.');
    expect(verdict(parts('up', 'degraded'))).toContain('partly');
    expect(verdict(parts('degraded', 'down'))).toBe('Something does not work.');
  });
});

describe('where the money went', () => {
  const line = (key: string, costUsd: number): UsageLine => ({
    key,
    costUsd,
    calls: 1,
    inputTokens: 1,
    outputTokens: 1,
  });
  const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, at) => line(key, at));

  it('shows the five dearest', () =>
    expect(top(lines, 'model').map((it) => it.key)).toEqual(['f', 'e', 'd', 'c', 'b']));

  it('shows the five last days, whatever they cost', () =>
    expect(
      top([line('2026-01-02', 0), line('2026-01-03', 9), line('2026-01-01', 5)], 'day').map(
        (it) => it.key,
      ),
    ).toEqual(['2026-01-03', '2026-01-02', '2026-01-01']));
});
