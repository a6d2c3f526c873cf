import { describe, expect, it } from 'vitest';
import { ago, span, took, until } from './time';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();

describe('spans in words', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [5_400_000, '1 h 30 min'],
    [86_400_000, '1 day'],
    [3 * 86_400_000, '3 days'],
  ])('%i ms', (ms, words) => expect(span(ms)).toBe(words));
});

describe('moments in words', () => {
  it('says never and just now', () => {
    expect(ago(null, NOW)).toBe('never');
    expect(ago(at(-44), NOW)).toBe('just now');
    expect(ago(at(30), NOW)).toBe('just now');
  });

  it('never speaks of seconds ago', () => {
    expect(ago(at(-50), NOW)).toBe('1 min ago');
    expect(ago(at(-7200), NOW)).toBe('2 h ago');
    expect(ago(at(-3 * 86_400), NOW)).toBe('3 days ago');
  });

  it('gives the date of what is long ago', () =>
    expect(ago(at(-40 * 86_400), NOW)).toMatch(/2026/));

  it('rounds what is to come up', () => {
    expect(until(at(-1), NOW)).toBe('any moment');
    expect(until(at(0.2), NOW)).toBe('in 1 s');
    expect(until(at(60), NOW)).toBe('in 60 s');
    expect(until(at(61), NOW)).toBe('in 2 min');
    expect(until(at(24 * 60 - 0.5), NOW)).toBe('in 24 min');
  });

  it('times steps', () => {
    expect(took(null, null, NOW)).toBe('');
    expect(took(at(-3.4), at(-2), NOW)).toBe('1.4 s');
    expect(took(at(-3.4), null, NOW)).toBe('3 s');
    expect(took(at(-75), null, NOW)).toBe('1 min');
    expect(took(at(5), null, NOW)).toBe('0 s');
  });
});
