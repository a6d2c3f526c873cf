import { clamp, zoneRect, type Rect, type Size, type Zone } from './geometry';

/** The apps there are; the registry says what each is. */
export type AppId = 'terminal' | 'files' | 'system' | 'preview';

export const APP_IDS: readonly AppId[] = ['terminal', 'files', 'system', 'preview'];

/** What a window shows, in its app's own words (a folder, a session); survives a reload. */
export type Params = Readonly<Record<string, string>>;

export interface WindowState {
  readonly id: string;
  readonly app: AppId;
  /** Distinguishes windows of one app: 1 is the first. */
  readonly number: number;
  readonly params: Params;
  /** Where it is when it is in no zone; kept while it is in one, so that leaving it restores the size. */
  readonly rect: Rect;
  readonly zone: Zone | undefined;
  readonly minimised: boolean;
}

export interface ShellState {
  readonly area: Size;
  /** In the order of opening; stable, so that React never moves a window's DOM node. */
  readonly windows: readonly WindowState[];
  /** Ids from the lowest to the topmost. */
  readonly stack: readonly string[];
  /** The window that takes keys; none when the desktop itself does. */
  readonly focused: string | undefined;
  /** Counts windows ever opened: makes ids. */
  readonly serial: number;
}

export const EMPTY: ShellState = {
  area: { width: 1280, height: 720 },
  windows: [],
  stack: [],
  focused: undefined,
  serial: 0,
};

export const find = (state: ShellState, id: string | undefined): WindowState | undefined =>
  state.windows.find((window) => window.id === id);

/** Where a window is drawn now. Derived, never stored: a change of the area moves everything back on screen and forth. */
export const frame = (window: WindowState, area: Size): Rect =>
  window.zone === undefined ? clamp(window.rect, area) : zoneRect(window.zone, area);

/** The topmost window that is not minimised. */
export function topmost(state: ShellState): string | undefined {
  return state.stack.findLast((id) => find(state, id)?.minimised === false);
}
