import { APPS } from '../apps/registry';
import { dockPress } from './model/dock';
import type { AppId, Params } from './model/state';
import { find } from './model/state';
import { dispatch, useShell } from './store';
import { animateClose } from './view/motion';

/** Opens an app; one that has a single window brings that one. */
export function launch(app: AppId, params: Params = {}): void {
  const { single, size } = APPS[app];
  const there = single ? useShell.getState().shell.windows.find((it) => it.app === app) : undefined;
  if (there) dispatch({ type: 'focus', id: there.id });
  else dispatch({ type: 'open', app, size, params });
}

/** Presses an app's dock icon. */
export function press(app: AppId): void {
  const action = dockPress(useShell.getState().shell, app);
  if (action.do === 'open') launch(app);
  else dispatch({ type: action.do, id: action.id });
}

/** Closes a window: it fades, its app lets go, then it is gone. */
export function closeWindow(id: string): void {
  const window = find(useShell.getState().shell, id);
  if (window === undefined) return;
  void animateClose(id).then(() => {
    // Two presses on the button during the fade are one close.
    if (find(useShell.getState().shell, id) === undefined) return;
    const { params } = find(useShell.getState().shell, id) ?? window;
    dispatch({ type: 'close', id });
    APPS[window.app].onClose?.(params);
  });
}
