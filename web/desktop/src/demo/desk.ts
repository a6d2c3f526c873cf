import { APPS } from '../apps/registry';
import type { Rect, Size } from '../shell/model/geometry';
import { type AppId, EMPTY, find, type Params } from '../shell/model/state';
import { dispatch, useShell } from '../shell/store';
import type { Stage } from './story';

/** Where the story puts an app's window, as shares of the work area: each leaves a piece of the one before to be seen. */
const SPOTS: Readonly<Partial<Record<AppId, Rect>>> = {
  terminal: { x: 0.02, y: 0.04, width: 0.5, height: 0.84 },
  files: { x: 0.36, y: 0.42, width: 0.4, height: 0.54 },
  preview: { x: 0.56, y: 0.06, width: 0.42, height: 0.84 },
};

function place(app: AppId, area: Size): Rect {
  const { min, size } = APPS[app];
  const spot = SPOTS[app];
  if (spot === undefined) return { x: 0, y: 0, ...size };
  return {
    x: spot.x * area.width,
    y: spot.y * area.height,
    width: Math.max(min.width, spot.width * area.width),
    height: Math.max(min.height, spot.height * area.height),
  };
}

/** The desktop as the story's stage. Windows that it opened and that are still there are used again. */
export function desk(): Stage {
  const opened = new Map<AppId, string>();
  return {
    show: (app, params = {}) => {
      const { shell } = useShell.getState();
      const before = find(shell, opened.get(app));
      if (before !== undefined) {
        dispatch({ type: 'params', id: before.id, params });
        dispatch({ type: 'focus', id: before.id });
        return;
      }
      open(app, params);
      const id = useShell.getState().shell.focused;
      if (id !== undefined) opened.set(app, id);
    },
    // To the desktop this is a line that is back: whoever shows something asks again.
    refresh: () => void window.dispatchEvent(new Event('online')),
  };
}

function open(app: AppId, params: Params): void {
  dispatch({ type: 'open', app, size: APPS[app].size, params });
  const { shell } = useShell.getState();
  if (shell.focused !== undefined)
    dispatch({ type: 'place', id: shell.focused, rect: place(app, shell.area) });
}

/** Takes every window away. */
export function clearDesk(): void {
  useShell.setState(({ shell: { area, serial } }) => ({ shell: { ...EMPTY, area, serial } }));
}
