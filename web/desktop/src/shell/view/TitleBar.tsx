import { cx, IconButton } from '@matrixos/ui';
import { Maximize2, Minimize2, Minus, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { IconOf } from '../../apps/icons';
import { APPS, titleOf } from '../../apps/registry';
import { arrow, STEP } from '../keys';
import { closeWindow } from '../launch';
import type { WindowState } from '../model/state';
import { startMove } from '../pointer';
import { dispatch, useShell } from '../store';

interface TitleBarProps {
  readonly window: WindowState;
  readonly focused: boolean;
  readonly root: RefObject<HTMLElement | null>;
}

/** Name and buttons of a window; pulling it moves the window, a double-click fills the desktop. */
export function TitleBar({ window, focused, root }: TitleBarProps) {
  const phone = useShell(({ device }) => device === 'phone');
  const { id, app, zone } = window;
  const { Actions } = APPS[app];
  const title = titleOf(window);
  const maximised = zone === 'maximised';
  return (
    <header
      className={cx(
        'flex h-10 shrink-0 touch-none items-center gap-1 border-b border-line bg-sunken pr-1.5 pl-2 max-md:h-12',
        !focused && 'text-muted',
      )}
      // The mouse takes no focus here: who was typing goes on typing after moving the window.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        const onButton =
          event.target instanceof Element && event.target.closest('button:not([data-grip])');
        if (!phone && !onButton && root.current !== null) {
          startMove(event.nativeEvent, event.currentTarget, root.current, window);
        }
      }}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.closest('button:not([data-grip])'))
          return;
        if (!phone) dispatch({ type: 'toggleMaximise', id });
      }}
    >
      <button
        type="button"
        data-grip
        aria-label={`Move ${title}`}
        aria-description="Arrow keys move the window, with Shift they resize it."
        className="flex h-7 min-w-0 items-center gap-2 rounded-control px-1.5 font-medium"
        onKeyDown={(event) => onGripKey(event, window)}
        tabIndex={phone ? -1 : 0}
      >
        <IconOf app={app} size={18} />
        <span className="truncate">{title}</span>
      </button>
      <span className="flex-1" />
      {Actions && <Actions />}
      <IconButton
        icon={Minus}
        label="Minimise"
        onClick={() => dispatch({ type: 'minimise', id })}
      />
      {!phone && (
        <IconButton
          icon={maximised ? Minimize2 : Maximize2}
          label={maximised ? 'Restore' : 'Maximise'}
          onClick={() => dispatch({ type: 'toggleMaximise', id })}
        />
      )}
      <IconButton
        icon={X}
        label="Close"
        className="hover:bg-danger-soft hover:text-danger"
        onClick={() => closeWindow(id)}
      />
    </header>
  );
}

function onGripKey(event: KeyboardEvent, { id, app }: WindowState): void {
  const direction = arrow(event.code);
  if (direction === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const [dx, dy] = [direction[0] * STEP, direction[1] * STEP];
  if (event.shiftKey) dispatch({ type: 'stretch', id, dx, dy, min: APPS[app].min });
  else dispatch({ type: 'nudge', id, dx, dy });
}
