import { useEffect, useRef } from 'react';
import { dispatch, useShell } from '../store';
import { Window } from './Window';

/** Where windows live. Its size is the work area, wherever bar and dock leave it. */
export function WindowLayer() {
  const layer = useRef<HTMLDivElement>(null);
  const windows = useShell(({ shell }) => shell.windows);
  const stack = useShell(({ shell }) => shell.stack);
  const focused = useShell(({ shell }) => shell.focused);
  const area = useShell(({ shell }) => shell.area);

  useEffect(() => {
    const element = layer.current;
    if (element === null) return;
    const measure = (): void => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) dispatch({ type: 'area', area: { width, height } });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // With the last window gone or put away, the keys go to where windows come from.
  const had = useRef(focused);
  useEffect(() => {
    if (
      had.current !== undefined &&
      focused === undefined &&
      document.activeElement === document.body
    ) {
      document.querySelector<HTMLElement>('[data-dock]')?.focus({ preventScroll: true });
    }
    had.current = focused;
  }, [focused]);

  return (
    <div
      ref={layer}
      className="absolute inset-0"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) dispatch({ type: 'desktop' });
      }}
    >
      {windows.map((window) => (
        <Window
          key={window.id}
          window={window}
          area={area}
          depth={stack.indexOf(window.id)}
          focused={window.id === focused}
        />
      ))}
    </div>
  );
}
