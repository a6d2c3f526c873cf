import { expect, it } from 'vitest';
import { dockPress } from './dock';
import { reduce, type ShellEvent } from './reducer';
import { EMPTY } from './state';

const open = (app: 'terminal' | 'files'): ShellEvent => ({
  type: 'open',
  app,
  size: { width: 400, height: 300 },
});
const after = (...events: ShellEvent[]) => events.reduce(reduce, EMPTY);

it('opens an app that has no window', () => {
  expect(dockPress(after(open('files')), 'terminal')).toEqual({ do: 'open' });
});

it('brings a window that is behind or put away', () => {
  expect(dockPress(after(open('terminal'), open('files')), 'terminal')).toEqual({
    do: 'focus',
    id: 'w1',
  });
  expect(dockPress(after(open('terminal'), { type: 'minimise', id: 'w1' }), 'terminal')).toEqual({
    do: 'focus',
    id: 'w1',
  });
});

it('puts a lone window away that has the keys already', () => {
  expect(dockPress(after(open('terminal')), 'terminal')).toEqual({ do: 'minimise', id: 'w1' });
});

it('goes round the windows of an app', () => {
  const state = after(open('terminal'), open('terminal'), open('terminal'));
  expect(dockPress(state, 'terminal')).toEqual({ do: 'focus', id: 'w1' });
});
