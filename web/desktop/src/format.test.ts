import { expect, it, test } from 'vitest';
import { formatBytes, formatDuration, formatModified, formatUsd } from './format';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1024, '1.0 KB'],
  [10 * 1024 * 1024, '10 MB'],
  [268435456, '256 MB'],
  [1.5 * 1024 ** 3, '1.5 GB'],
  [1023.99 * 1024, '1.0 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_725, '1 h 2 min'],
  [90_000, '1 d 1 h'],
  [-5, '0 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it('shows a moment by how long ago it was', () => {
  const now = new Date(2026, 5, 15, 12, 0);
  expect(formatModified(new Date(2026, 5, 15, 9, 5).toISOString(), now)).toMatch(/^Today, .*9:05/);
  expect(formatModified(new Date(2026, 5, 14, 23, 0).toISOString(), now)).toBe('Yesterday');
  expect(formatModified(new Date(2026, 1, 3).toISOString(), now)).not.toMatch(/2026/);
  expect(formatModified(new Date(2024, 1, 3).toISOString(), now)).toMatch(/2024/);
  expect(formatModified('never', now)).toBe('—');
});

test.each([
  [0, '$0.00'],
  [1.5, '$1.50'],
  [0.42, '$0.42'],
  [0.0421, '$0.042'],
  [0.00001, '$0.000010'],
  [123.456, '$123.46'],
])('%d dollars are %s', (amount, text) => {
  expect(formatUsd(amount)).toBe(text);
});
