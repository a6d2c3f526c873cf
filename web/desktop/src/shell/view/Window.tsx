import { cx } from '@matrixos/ui';
import { memo, Suspense, useEffect, useLayoutEffect, useRef, type CSSProperties } from 'react';
import { APPS, titleOf } from '../../apps/registry';
import type { Size } from '../model/geometry';
import { frame, type WindowState } from '../model/state';
import { dispatch, useShell } from '../store';
import { animateMinimise, animateOpen } from './motion';
import { Handles } from './Handles';
import { TitleBar } from './TitleBar';

interface WindowProps {
  readonly window: WindowState;
  readonly area: Size;
  /** Its place in the stack, 0 the lowest. */
  readonly depth: number;
  readonly focused: boolean;
}

/** One window: a non-modal dialog named after what it shows. */
export const Window = memo(function Window({ window, area, depth, focused }: WindowProps) {
  const phone = useShell(({ device }) => device === 'phone');
  const root = useRef<HTMLElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useWindowMotion(inner, window);
  useFocus(root, focused && !window.minimised);
  const { Body } = APPS[window.app];
  const away = window.minimised || (phone && !focused);
  const full = phone || window.zone === 'maximised';
  return (
    <section
      ref={root}
      role="dialog"
      aria-label={titleOf(window)}
      data-window={window.id}
      data-minimised={flag(window.minimised)}
      data-focused={flag(focused)}
      inert={away}
      tabIndex={-1}
      className={cx('mx-window absolute top-0 left-0 outline-none', phone && away && 'invisible')}
      style={phone ? { inset: 0, zIndex: depth + 1 } : place(window, area, depth)}
      onPointerDownCapture={() => dispatch({ type: 'focus', id: window.id })}
      onFocusCapture={() => dispatch({ type: 'focus', id: window.id })}
    >
      <div
        ref={inner}
        data-frame
        className={cx(
          'flex size-full flex-col overflow-hidden bg-surface transition-[box-shadow,border-color]',
          !full && 'rounded-panel border',
          focused ? 'border-line-strong shadow-3' : 'border-line shadow-2',
        )}
      >
        <TitleBar window={window} focused={focused} root={root} />
        <div className="relative min-h-0 flex-1">
          <Suspense fallback={null}>
            <Body window={window} focused={focused} />
          </Suspense>
        </div>
      </div>
      {!full && <Handles window={window} root={root} />}
    </section>
  );
});

/** A data attribute that is there or not. */
const flag = (on: boolean): '' | undefined => (on ? '' : undefined);

function place(window: WindowState, area: Size, depth: number): CSSProperties {
  const { x, y, width, height } = frame(window, area);
  return { transform: `translate3d(${x}px, ${y}px, 0)`, width, height, zIndex: depth + 1 };
}

/** Grows out of the icon when it comes, goes back into it when it is put away. */
function useWindowMotion(
  inner: React.RefObject<HTMLDivElement | null>,
  { app, minimised }: WindowState,
): void {
  const was = useRef<boolean | undefined>(undefined);
  useLayoutEffect(() => {
    if (inner.current === null || was.current === minimised) return;
    if (!minimised) animateOpen(inner.current, app);
    else if (was.current === false) animateMinimise(inner.current, app);
    was.current = minimised;
  }, [inner, app, minimised]);
}

/** A window that gets the keys gets the document's focus too, unless something in it has it already. */
function useFocus(root: React.RefObject<HTMLElement | null>, focused: boolean): void {
  useEffect(() => {
    const element = root.current;
    if (!focused || element === null || element.contains(document.activeElement)) return;
    (element.querySelector<HTMLElement>('[data-autofocus]') ?? element).focus({
      preventScroll: true,
    });
  }, [root, focused]);
}
