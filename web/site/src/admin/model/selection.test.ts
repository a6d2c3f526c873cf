import { describe, expect, it } from 'vitest';
import { allShown, NOTHING, select, type Selection, type SelectionAction } from './selection';

const shown = ['ann', 'bob', 'cy', 'dee', 'eve'];

const after = (...actions: SelectionAction[]): Selection => actions.reduce(select, NOTHING);
const keys = (selection: Selection): string[] => [...selection.keys].sort();

describe('ticking rows', () => {
  it('ticks and unticks one', () => {
    expect(keys(after({ type: 'toggle', key: 'bob' }))).toEqual(['bob']);
    expect(keys(after({ type: 'toggle', key: 'bob' }, { type: 'toggle', key: 'bob' }))).toEqual([]);
  });

  it('ticks a range in both directions, from where the last tick was', () => {
    const down = after({ type: 'toggle', key: 'bob' }, { type: 'range', key: 'dee', shown });
    expect(keys(down)).toEqual(['bob', 'cy', 'dee']);
    const up = after({ type: 'toggle', key: 'dee' }, { type: 'range', key: 'bob', shown });
    expect(keys(up)).toEqual(['bob', 'cy', 'dee']);
  });

  it('unticks a range that ends on a ticked row', () => {
    const all = after({ type: 'page', shown }, { type: 'toggle', key: 'bob' });
    expect(keys(select(all, { type: 'range', key: 'dee', shown }))).toEqual(['ann', 'eve']);
  });

  it('takes the row alone when the anchor is on another page', () => {
    const moved = after({ type: 'toggle', key: 'zoe' }, { type: 'range', key: 'cy', shown });
    expect(keys(moved)).toEqual(['cy', 'zoe']);
  });

  it('ticks a page, keeps other pages, and unticks it again', () => {
    const both = after({ type: 'toggle', key: 'zoe' }, { type: 'page', shown });
    expect(keys(both)).toEqual([...shown, 'zoe']);
    expect(allShown(both, shown)).toBe(true);
    expect(keys(select(both, { type: 'page', shown }))).toEqual(['zoe']);
  });

  it('does not take an empty page for a ticked one', () => {
    expect(allShown(NOTHING, [])).toBe(false);
  });

  it('drops what is done and keeps the rest', () => {
    const left = after({ type: 'page', shown }, { type: 'drop', keys: ['ann', 'eve'] });
    expect(keys(left)).toEqual(['bob', 'cy', 'dee']);
    expect(select(left, { type: 'clear' })).toEqual(NOTHING);
  });
});
