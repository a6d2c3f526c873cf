import { create } from 'zustand';
import { APPS } from '../apps/registry';
import { clamp, type Edges, type Rect, resize, unsnap, type Zone, zoneAt } from './model/geometry';
import { find, frame, type WindowState } from './model/state';
import { dispatch, useShell } from './store';

/** The zone a dragged window would take, shown as a ghost. */
export const useGhost = create<{ readonly zone: Zone | undefined }>()(() => ({ zone: undefined }));

/** A press becomes a pull only after this many pixels, so that a double-click is not a tiny move. */
const THRESHOLD = 4;

interface Pull {
  readonly move: (dx: number, dy: number, event: PointerEvent) => void;
  readonly end: (cancelled: boolean) => void;
}

/**
 * Follows one pointer from press to release. The pointer is captured, so leaving the window (even the browser's) loses
 * nothing; whatever ends it (release, cancel, another tab) ends it for good, so no shield is ever left over the desktop.
 */
function follow(down: PointerEvent, handle: HTMLElement, begin: () => Pull): void {
  if (down.button !== 0) return;
  let pull: Pull | undefined;
  let last: PointerEvent = down;
  let painting = 0;
  const paint = (): void => {
    painting = 0;
    pull?.move(last.clientX - down.clientX, last.clientY - down.clientY, last);
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) return;
    last = event;
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) >= THRESHOLD;
    if (pull === undefined && far) {
      pull = begin();
      document.documentElement.dataset['pulling'] = '';
    }
    if (pull !== undefined && painting === 0) painting = requestAnimationFrame(paint);
  };
  const stop = new AbortController();
  const finish = (cancelled: boolean): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    cancelAnimationFrame(painting);
    if (!cancelled) paint();
    pull?.end(cancelled);
    // One frame later: the last place is painted without gliding there.
    requestAnimationFrame(() => delete document.documentElement.dataset['pulling']);
  };
  const { signal } = stop;
  handle.setPointerCapture(down.pointerId);
  handle.addEventListener('pointermove', move, { signal });
  handle.addEventListener('pointerup', () => finish(false), { signal });
  handle.addEventListener('pointercancel', () => finish(true), { signal });
  handle.addEventListener('lostpointercapture', () => finish(false), { signal });
  document.addEventListener('visibilitychange', () => finish(true), { signal });
}

/** Writes a place to the DOM node, past React: a render per frame is what makes web desktops stutter. */
function paintRect(element: HTMLElement, rect: Rect): void {
  element.style.transform = `translate3d(${rect.x}px, ${rect.y}px, 0)`;
  element.style.width = `${rect.width}px`;
  element.style.height = `${rect.height}px`;
}

/** Paints what the state says. React would leave out a value that it believes to be there already. */
function settle(element: HTMLElement, id: string): void {
  const { shell } = useShell.getState();
  const window = find(shell, id);
  if (window !== undefined) paintRect(element, frame(window, shell.area));
}

/** Drags a window by its title bar; out of a zone it takes its own size again, at an edge it offers a zone. */
export function startMove(
  event: PointerEvent,
  handle: HTMLElement,
  element: HTMLElement,
  window: WindowState,
): void {
  const origin = element.offsetParent?.getBoundingClientRect() ?? new DOMRect();
  follow(event, handle, () => {
    const { area } = useShell.getState().shell;
    const shown = frame(window, area);
    const at = { x: event.clientX - origin.x, y: event.clientY - origin.y };
    const start = window.zone === undefined ? shown : unsnap(window.rect, shown, at);
    let rect = start;
    return {
      move: (dx, dy, last) => {
        rect = clamp({ ...start, x: start.x + dx, y: start.y + dy }, area);
        paintRect(element, rect);
        const zone = zoneAt(last.clientX - origin.x, last.clientY - origin.y, area);
        if (zone !== useGhost.getState().zone) useGhost.setState({ zone });
      },
      end: (cancelled) => {
        const { zone } = useGhost.getState();
        useGhost.setState({ zone: undefined });
        if (!cancelled) dispatch({ type: 'place', id: window.id, rect });
        if (!cancelled && zone !== undefined) dispatch({ type: 'snap', id: window.id, zone });
        settle(element, window.id);
      },
    };
  });
}

/** Resizes a window by one of its eight handles. */
export function startResize(
  event: PointerEvent,
  handle: HTMLElement,
  element: HTMLElement,
  window: WindowState,
  edges: Edges,
): void {
  follow(event, handle, () => {
    const { area } = useShell.getState().shell;
    const start = frame(window, area);
    let rect = start;
    return {
      move: (dx, dy) => {
        rect = resize(start, edges, [dx, dy], APPS[window.app].min, area);
        paintRect(element, rect);
      },
      end: (cancelled) => {
        if (!cancelled) dispatch({ type: 'place', id: window.id, rect });
        settle(element, window.id);
      },
    };
  });
}
