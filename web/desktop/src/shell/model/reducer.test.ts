import { describe, expect, it } from 'vitest';
import { reduce, type ShellEvent } from './reducer';
import { EMPTY, find, frame, type ShellState } from './state';

const SIZE = { width: 400, height: 300 };
const open = (app: 'terminal' | 'files' = 'terminal'): ShellEvent => ({
  type: 'open',
  app,
  size: SIZE,
});

const after = (...events: ShellEvent[]): ShellState =>
  events.reduce(reduce, { ...EMPTY, area: { width: 1000, height: 700 } });

const three = (): ShellState => after(open(), open('files'), open());

describe('opening', () => {
  it('puts the newest on top, with the keys', () => {
    const state = three();
    expect(state.stack).toEqual(['w1', 'w2', 'w3']);
    expect(state.focused).toBe('w3');
  });

  it('numbers windows of one app, and gives a free number again', () => {
    expect(three().windows.map(({ number }) => number)).toEqual([1, 1, 2]);
    const again = [{ type: 'close', id: 'w1' } as const, open()].reduce(reduce, three());
    expect(find(again, 'w4')?.number).toBe(1);
    expect(find(again, 'w3')?.number).toBe(2);
  });
});

describe('the stack', () => {
  it('raises what gets the keys and leaves the order of opening alone', () => {
    const state = reduce(three(), { type: 'focus', id: 'w1' });
    expect(state.stack).toEqual(['w2', 'w3', 'w1']);
    expect(state.windows.map(({ id }) => id)).toEqual(['w1', 'w2', 'w3']);
  });

  it('is the same object when nothing changes, so that nothing is drawn again', () => {
    const state = three();
    expect(reduce(state, { type: 'focus', id: 'w3' })).toBe(state);
    expect(reduce(state, { type: 'focus', id: 'gone' })).toBe(state);
  });

  it('gives the keys to the next one down on close and on minimise', () => {
    expect(reduce(three(), { type: 'close', id: 'w3' }).focused).toBe('w2');
    const state = reduce(reduce(three(), { type: 'minimise', id: 'w2' }), {
      type: 'close',
      id: 'w3',
    });
    expect(state.focused).toBe('w1');
  });

  it('gives them to nobody when all are put away', () => {
    const state = (['w1', 'w2', 'w3'] as const)
      .map((id) => ({ type: 'minimise', id }) as const)
      .reduce(reduce, three());
    expect(state.focused).toBeUndefined();
    expect(reduce(state, { type: 'focus', id: 'w2' })).toMatchObject({ focused: 'w2' });
    expect(find(reduce(state, { type: 'focus', id: 'w2' }), 'w2')?.minimised).toBe(false);
  });

  it('goes round all windows in both directions', () => {
    const forth = [1, 2, 3].map(() => ({ type: 'cycle', by: 1 }) as const).reduce(reduce, three());
    expect(forth.focused).toBe('w3');
    expect(reduce(three(), { type: 'cycle', by: 1 }).focused).toBe('w1');
    expect(reduce(three(), { type: 'cycle', by: -1 }).focused).toBe('w2');
    expect(reduce(EMPTY, { type: 'cycle', by: 1 })).toBe(EMPTY);
  });
});

describe('places', () => {
  const placed = (): ShellState =>
    reduce(after(open()), { type: 'place', id: 'w1', rect: { x: 550, y: 350, ...SIZE } });
  const shown = (state: ShellState) => {
    const window = find(state, 'w1');
    if (window === undefined) throw new Error('w1 is gone');
    return frame(window, state.area);
  };

  it('never lets a window off the screen', () => {
    const state = reduce(placed(), { type: 'nudge', id: 'w1', dx: 900, dy: -900 });
    expect(shown(state)).toEqual({ x: 600, y: 0, ...SIZE });
  });

  it('moves windows back on a smaller screen, and home again on a larger one', () => {
    const small = reduce(placed(), { type: 'area', area: { width: 500, height: 320 } });
    expect(shown(small)).toEqual({ x: 100, y: 20, ...SIZE });
    const back = reduce(small, { type: 'area', area: { width: 1000, height: 700 } });
    expect(shown(back)).toEqual({ x: 550, y: 350, ...SIZE });
  });

  it('restores size and place after maximise and after a zone', () => {
    const full = reduce(placed(), { type: 'toggleMaximise', id: 'w1' });
    expect(shown(full)).toEqual({ x: 0, y: 0, width: 1000, height: 700 });
    expect(shown(reduce(full, { type: 'toggleMaximise', id: 'w1' }))).toEqual({
      x: 550,
      y: 350,
      ...SIZE,
    });
    const half = reduce(placed(), { type: 'snap', id: 'w1', zone: 'left' });
    expect(shown(reduce(half, { type: 'unsnap', id: 'w1' }))).toEqual({ x: 550, y: 350, ...SIZE });
  });

  it('stretches from where the window is shown, never below its minimum', () => {
    const state = reduce(placed(), {
      type: 'stretch',
      id: 'w1',
      dx: -500,
      dy: 0,
      min: { width: 320, height: 200 },
    });
    expect(shown(state)).toEqual({ x: 550, y: 350, width: 320, height: 300 });
  });
});

it('merges parameters of a window', () => {
  const state = [
    { type: 'params', id: 'w1', params: { path: 'a' } } as const,
    { type: 'params', id: 'w1', params: { view: 'grid' } } as const,
  ].reduce(reduce, after(open('files')));
  expect(find(state, 'w1')?.params).toEqual({ path: 'a', view: 'grid' });
});
