import { expect, it, test } from 'vitest';
import { covered, healthAfter, QUIET_MS } from './health';

test.each(['waking', 'unreachable'] as const)(
  '%s covers the desktop only when it is not short',
  (health) => {
    expect(covered({ health, since: 1_000 }, 1_000 + QUIET_MS - 1)).toBe(false);
    expect(covered({ health, since: 1_000 }, 1_000 + QUIET_MS)).toBe(true);
  },
);

test.each(['connecting', 'online'] as const)('%s never covers it', (health) => {
  expect(covered({ health, since: 0 }, 1e9)).toBe(false);
});

it('covers at once when the session is over', () => {
  expect(covered({ health: 'expired', since: 1_000 }, 1_000)).toBe(true);
});

it('takes a refusal for a sign of life', () => {
  expect(healthAfter({ kind: 'refused', status: 404, title: '', detail: '' })).toBe('online');
  expect(healthAfter({ kind: 'expired' })).toBe('expired');
});
