import { describe, expect, it, test } from 'vitest';
import { layoutKey, load, save } from './persist';
import { reduce, type ShellEvent } from './reducer';
import { EMPTY } from './state';

const EVENTS: ShellEvent[] = [
  { type: 'open', app: 'terminal', size: { width: 400, height: 300 }, params: { session: 's1' } },
  { type: 'open', app: 'files', size: { width: 500, height: 300 }, params: { path: 'projects' } },
  { type: 'snap', id: 'w1', zone: 'left' },
  { type: 'minimise', id: 'w2' },
];

const state = EVENTS.reduce(reduce, EMPTY);

describe('a layout', () => {
  it('comes back as it was: places, zones, order, sessions', () => {
    expect(load(save(state))).toEqual(state);
  });

  it('goes on counting where it stopped', () => {
    const next = reduce(load(save(state)), {
      type: 'open',
      app: 'system',
      size: { width: 1, height: 1 },
    });
    expect(next.windows.map(({ id }) => id)).toEqual(['w1', 'w2', 'w3']);
  });

  it('is kept apart for desk and phone', () => {
    expect(layoutKey('desk')).not.toBe(layoutKey('phone'));
  });

  test.each([
    ['nothing', null],
    ['no JSON', '{"version":'],
    ['another version', save(state).replace('"version":1', '"version":2')],
    ['a number', '7'],
    ['the same id twice', save(state).replaceAll('"w2"', '"w1"')],
  ])('is empty for %s', (_, text) => {
    expect(load(text)).toEqual(EMPTY);
  });

  test.each([
    ['an unknown app', '"app":"files"', '"app":"virus"'],
    ['a place that is none', '"width":500', '"width":null'],
    ['a bad id', '"id":"w2"', '"id":"w2; x"'],
    ['parameters that are no text', '"path":"projects"', '"path":3'],
  ])('leaves out a window with %s', (_, from, to) => {
    const loaded = load(save(state).replace(from, to));
    expect(loaded.windows.map(({ id }) => id)).toEqual(['w1']);
    expect(loaded.stack).toEqual(['w1']);
  });
});
