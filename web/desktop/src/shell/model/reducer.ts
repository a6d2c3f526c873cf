import { findPlace, clamp, type Edges, type Rect, resize, type Size, type Zone } from './geometry';
import {
  type AppId,
  find,
  frame,
  type Params,
  type ShellState,
  topmost,
  type WindowState,
} from './state';

/** Everything that can happen to windows. */
export type ShellEvent =
  | { readonly type: 'open'; readonly app: AppId; readonly size: Size; readonly params?: Params }
  | { readonly type: 'close' | 'minimise' | 'focus'; readonly id: string }
  | { readonly type: 'toggleMaximise'; readonly id: string }
  | { readonly type: 'place'; readonly id: string; readonly rect: Rect }
  | { readonly type: 'snap'; readonly id: string; readonly zone: Zone }
  | { readonly type: 'unsnap'; readonly id: string }
  | { readonly type: 'nudge'; readonly id: string; readonly dx: number; readonly dy: number }
  | {
      readonly type: 'stretch';
      readonly id: string;
      readonly dx: number;
      readonly dy: number;
      readonly min: Size;
    }
  | { readonly type: 'cycle'; readonly by: 1 | -1 }
  | { readonly type: 'params'; readonly id: string; readonly params: Params }
  | { readonly type: 'area'; readonly area: Size }
  | { readonly type: 'desktop' };

/** The window manager: pure, so that every rule of it is a test without a browser. */
export function reduce(state: ShellState, event: ShellEvent): ShellState {
  switch (event.type) {
    case 'open':
      return open(state, event.app, event.size, event.params ?? {});
    case 'close':
      return close(state, event.id);
    case 'focus':
      return focus(state, event.id);
    case 'minimise':
      return minimise(state, event.id);
    case 'cycle':
      return cycle(state, event.by);
    case 'area':
      return { ...state, area: event.area };
    case 'desktop':
      return { ...state, focused: undefined };
    case 'toggleMaximise':
    case 'place':
    case 'snap':
    case 'unsnap':
    case 'nudge':
    case 'stretch':
    case 'params':
      return update(state, event.id, (window) => change(window, event, state.area));
  }
}

type Change = Extract<
  ShellEvent,
  { type: 'toggleMaximise' | 'place' | 'snap' | 'unsnap' | 'nudge' | 'stretch' | 'params' }
>;

const GROW: Edges = { x: 1, y: 1 };

function change(window: WindowState, event: Change, area: Size): WindowState {
  switch (event.type) {
    case 'toggleMaximise':
      return { ...window, zone: window.zone === 'maximised' ? undefined : 'maximised' };
    case 'place':
      return { ...window, zone: undefined, rect: clamp(event.rect, area) };
    case 'snap':
      return { ...window, zone: event.zone };
    case 'unsnap':
      return { ...window, zone: undefined };
    case 'nudge': {
      const rect = frame(window, area);
      return {
        ...window,
        zone: undefined,
        rect: clamp({ ...rect, x: rect.x + event.dx, y: rect.y + event.dy }, area),
      };
    }
    case 'stretch':
      return {
        ...window,
        zone: undefined,
        rect: resize(frame(window, area), GROW, [event.dx, event.dy], event.min, area),
      };
    case 'params':
      return { ...window, params: { ...window.params, ...event.params } };
  }
}

function update(
  state: ShellState,
  id: string,
  by: (window: WindowState) => WindowState,
): ShellState {
  return {
    ...state,
    windows: state.windows.map((window) => (window.id === id ? by(window) : window)),
  };
}

function open(state: ShellState, app: AppId, size: Size, params: Params): ShellState {
  const serial = state.serial + 1;
  const window: WindowState = {
    id: `w${serial}`,
    app,
    number: freeNumber(state, app),
    params,
    rect: findPlace(size, state.area, seen(state)),
    zone: undefined,
    minimised: false,
  };
  return {
    ...state,
    serial,
    windows: [...state.windows, window],
    stack: [...state.stack, window.id],
    focused: window.id,
  };
}

/** The places of the windows that can be seen. */
const seen = (state: ShellState): Rect[] =>
  state.windows.filter((window) => !window.minimised).map((window) => frame(window, state.area));

/** The lowest number that no window of the app bears: closing "Terminal 1" does not rename "Terminal 2". */
function freeNumber(state: ShellState, app: AppId): number {
  const taken = new Set(
    state.windows.filter((window) => window.app === app).map(({ number }) => number),
  );
  let number = 1;
  while (taken.has(number)) number++;
  return number;
}

function close(state: ShellState, id: string): ShellState {
  const rest: ShellState = {
    ...state,
    windows: state.windows.filter((window) => window.id !== id),
    stack: state.stack.filter((other) => other !== id),
  };
  return state.focused === id ? { ...rest, focused: topmost(rest) } : rest;
}

function focus(state: ShellState, id: string): ShellState {
  const window = find(state, id);
  if (window === undefined) return state;
  if (state.focused === id && state.stack.at(-1) === id && !window.minimised) return state;
  const raised: ShellState = {
    ...state,
    stack: [...state.stack.filter((other) => other !== id), id],
    focused: id,
  };
  return update(raised, id, (it) => ({ ...it, minimised: false }));
}

function minimise(state: ShellState, id: string): ShellState {
  const rest = update(state, id, (window) => ({ ...window, minimised: true }));
  return state.focused === id ? { ...rest, focused: topmost(rest) } : rest;
}

/** Goes round in the order of opening, so that repeating the key visits every window once. */
function cycle(state: ShellState, by: 1 | -1): ShellState {
  const count = state.windows.length;
  if (count === 0) return state;
  const at = state.windows.findIndex((window) => window.id === state.focused);
  const next = at < 0 ? 0 : (at + by + count) % count;
  const window = state.windows[next];
  return window === undefined ? state : focus(state, window.id);
}
