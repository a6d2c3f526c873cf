import { describe, expect, it } from 'vitest';
import { ago, fromField, moment, toField } from './time';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const before = (seconds: number) => ago(new Date(NOW - seconds * 1000).toISOString(), NOW);

describe('how long ago', () => {
  it('is said in the largest unit that is full', () => {
    expect(before(10)).toBe('just now');
    expect(before(61)).toBe('1 min ago');
    expect(before(3_599)).toBe('59 min ago');
    expect(before(7_300)).toBe('2 hr ago');
    expect(before(86_400)).toBe('yesterday');
    expect(before(86_400 * 40)).toBe('29 Jan 2026');
  });

  it('may be ahead', () => {
    expect(before(-5)).toBe('just now');
    expect(before(-45)).toBe('in a moment');
    expect(before(-7_200)).toBe('in 2 hr');
  });

  it('says nothing of what is no time', () => {
    expect(ago('soon', NOW)).toBe('—');
    expect(moment('')).toBe('—');
  });
});

describe('a local date-and-time field', () => {
  it('keeps the moment, to the minute', () => {
    expect(fromField(toField('2026-03-10T09:30:00.000Z'))).toBe('2026-03-10T09:30:00.000Z');
  });

  it('is empty for nothing and for nonsense', () => {
    expect(['', 'soon'].map(toField)).toEqual(['', '']);
    expect(['', 'soon'].map(fromField)).toEqual(['', '']);
  });
});
