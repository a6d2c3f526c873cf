import { expect, test } from 'vitest';
import { memoryOf, fileUrl } from './api';
import { classify } from './http';

test.each([
  [200, 'application/json', false, 'good'],
  [204, '', false, 'good'],
  [401, 'application/problem+json', false, 'expired'],
  [0, '', true, 'expired'],
  [502, 'application/problem+json', false, 'waking'],
  [503, 'text/html', false, 'waking'],
  [504, '', false, 'waking'],
  [200, 'text/html; charset=utf-8', false, 'waking'],
  [404, 'application/problem+json', false, 'refused'],
  [404, 'text/html', false, 'refused'],
  [500, 'application/problem+json', false, 'refused'],
])('%i %s (redirected: %s) means %s', (status, type, redirected, meaning) => {
  expect(classify(status, type, redirected)).toBe(meaning);
});

test('a file name survives as it is', () => {
  expect(fileUrl('a b/50%#1?.txt')).toBe('/files/a%20b/50%25%231%3F.txt');
  expect(fileUrl('x', true)).toBe('/files/x?download=1');
});

test('memory is told only when use and limit are both known', () => {
  const info = {
    version: '1',
    handle: 'h',
    uptime: 1,
    startedAt: '',
    memory: { usedBytes: 5, limitBytes: 10 },
  };
  expect(memoryOf(info)).toEqual({ used: 5, limit: 10 });
  expect(memoryOf({ ...info, memory: { usedBytes: 5, limitBytes: null } })).toBeUndefined();
  expect(memoryOf({ ...info, memory: null })).toBeUndefined();
  expect(memoryOf(undefined)).toBeUndefined();
});
