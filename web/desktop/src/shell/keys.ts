import { useEffect } from 'react';
import { create } from 'zustand';
import { APPS, DOCK } from '../apps/registry';
import { closeWindow, launch } from './launch';
import { find, type WindowState } from './model/state';
import { dispatch, useShell } from './store';

/** How far a key moves or stretches a window, in pixels. */
export const STEP = 24;

export const useCheatSheet = create<{ readonly open: boolean }>()(() => ({ open: false }));

export const showCheatSheet = (open: boolean): void => useCheatSheet.setState({ open });

type Act = (window: WindowState) => void;

/** Ctrl+Alt with a key that no browser takes, by the key's place on the board, so that every layout has it. */
const WINDOW_KEYS: Readonly<Record<string, Act>> = {
  ArrowLeft: ({ id }) => dispatch({ type: 'snap', id, zone: 'left' }),
  ArrowRight: ({ id }) => dispatch({ type: 'snap', id, zone: 'right' }),
  ArrowUp: ({ id }) => dispatch({ type: 'snap', id, zone: 'maximised' }),
  ArrowDown: ({ id, zone }) =>
    dispatch(zone === undefined ? { type: 'minimise', id } : { type: 'unsnap', id }),
  KeyW: ({ id }) => closeWindow(id),
  KeyM: ({ id }) => dispatch({ type: 'minimise', id }),
  Equal: ({ id, app }) => dispatch({ type: 'stretch', id, dx: STEP, dy: STEP, min: APPS[app].min }),
  Minus: ({ id, app }) =>
    dispatch({ type: 'stretch', id, dx: -STEP, dy: -STEP, min: APPS[app].min }),
};

/** The direction of an arrow key, or none. */
export function arrow(code: string): readonly [number, number] | undefined {
  switch (code) {
    case 'ArrowLeft':
      return [-1, 0];
    case 'ArrowRight':
      return [1, 0];
    case 'ArrowUp':
      return [0, -1];
    case 'ArrowDown':
      return [0, 1];
    default:
      return undefined;
  }
}

/** Performs what a chord means; false when it means nothing. */
function perform(code: string, shift: boolean): boolean {
  if (code === 'Slash') {
    showCheatSheet(!useCheatSheet.getState().open);
    return true;
  }
  if (code === 'Backquote') {
    dispatch({ type: 'cycle', by: shift ? -1 : 1 });
    return true;
  }
  if (code === 'KeyT') {
    launch('terminal');
    return true;
  }
  const nth = /^Digit([1-9])$/.exec(code)?.[1];
  const app = nth === undefined ? undefined : DOCK[Number(nth) - 1];
  if (app !== undefined) {
    launch(app);
    return true;
  }
  return onFocused(code, shift);
}

function onFocused(code: string, shift: boolean): boolean {
  const { shell } = useShell.getState();
  const window = find(shell, shell.focused);
  if (window === undefined) return false;
  const direction = arrow(code);
  if (shift && direction !== undefined) {
    dispatch({ type: 'nudge', id: window.id, dx: direction[0] * STEP, dy: direction[1] * STEP });
    return true;
  }
  const act = WINDOW_KEYS[code];
  act?.(window);
  return act !== undefined;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for the desktop's keys before any app sees them. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // AltGr reports itself as Ctrl+Alt on some systems, and there it types brackets and the at sign.
      const chord =
        event.ctrlKey && event.altKey && !event.metaKey && !event.getModifierState('AltGraph');
      const help = event.key === '?' && !isTyping(event.target);
      if (help) showCheatSheet(true);
      if (!help && !(chord && perform(event.code, event.shiftKey))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
