import { lazy, type ComponentType } from 'react';
import type { Size } from '../shell/model/geometry';
import type { AppId, Params, WindowState } from '../shell/model/state';
import { NewTerminalAction } from './terminal/NewTerminalAction';
import { closeTerminal } from './terminal/close';

/** What an app is given: its window, and whether it has the keys. */
export interface AppProps {
  readonly window: WindowState;
  readonly focused: boolean;
}

export interface AppInfo {
  readonly title: string;
  readonly size: Size;
  readonly min: Size;
  /** A second call brings the window that is there. */
  readonly single: boolean;
  readonly inDock: boolean;
  readonly Body: ComponentType<AppProps>;
  /** The app's own buttons in the title bar. */
  readonly Actions?: ComponentType;
  /** What else ends when its window is closed. */
  readonly onClose?: (params: Params) => void;
}

export const APPS: Readonly<Record<AppId, AppInfo>> = {
  terminal: {
    title: 'Terminal',
    size: { width: 780, height: 480 },
    min: { width: 320, height: 200 },
    single: false,
    inDock: true,
    Body: lazy(() => import('./terminal/TerminalApp')),
    Actions: NewTerminalAction,
    onClose: closeTerminal,
  },
  files: {
    title: 'Files',
    size: { width: 840, height: 540 },
    min: { width: 360, height: 280 },
    single: false,
    inDock: true,
    Body: lazy(() => import('./files/FilesApp')),
  },
  system: {
    title: 'System',
    size: { width: 440, height: 560 },
    min: { width: 340, height: 320 },
    single: true,
    inDock: true,
    Body: lazy(() => import('./about/SystemApp')),
  },
  preview: {
    title: 'Preview',
    size: { width: 720, height: 600 },
    min: { width: 320, height: 240 },
    single: false,
    inDock: false,
    Body: lazy(() => import('./preview/PreviewApp')),
  },
};

export const DOCK: readonly AppId[] = (Object.keys(APPS) as AppId[]).filter(
  (app) => APPS[app].inDock,
);

/** The name a window goes by: for eyes, screen readers and tests alike. */
export function titleOf({ app, number, params }: WindowState): string {
  const file = app === 'preview' ? params['path']?.split('/').at(-1) : undefined;
  const title = file ?? APPS[app].title;
  return number > 1 && file === undefined ? `${title} ${number}` : title;
}
