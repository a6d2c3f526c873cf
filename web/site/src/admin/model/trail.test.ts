import { describe, expect, it } from 'vitest';
import { back, onward, trailOf } from './trail';

describe('the way back through pages', () => {
  it('leads through every page that was seen', () => {
    const third = onward(onward([], ''), 'p2');
    expect(back(third, 'p3')).toEqual({ cursor: 'p2', trail: [''] });
    expect(back([''], 'p2')).toEqual({ cursor: '', trail: [] });
    expect(back([], '')).toBeUndefined();
  });

  it('leads to the first page when one came by a link', () => {
    expect(back([], 'p7')).toEqual({ cursor: '', trail: [] });
  });

  it('takes only a trail for a trail', () => {
    expect(trailOf({ trail: ['', 'p2'] })).toEqual(['', 'p2']);
    for (const state of [null, undefined, 3, {}, { trail: 'p2' }, { trail: [1] }]) {
      expect(trailOf(state)).toEqual([]);
    }
  });
});
