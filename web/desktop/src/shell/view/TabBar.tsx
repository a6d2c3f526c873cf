import { House } from 'lucide-react';
import { IconOf } from '../../apps/icons';
import { APPS, DOCK } from '../../apps/registry';
import { launch } from '../launch';
import type { AppId } from '../model/state';
import { find } from '../model/state';
import { dispatch, useShell } from '../store';

const TAB =
  'flex h-16 flex-1 flex-col items-center justify-center gap-1 text-[11px] font-medium text-muted aria-[current=page]:text-text';

/** The apps on a phone: one at a time fills the screen, Home shows the desktop. */
export function TabBar() {
  const shell = useShell((it) => it.shell);
  const current = find(shell, shell.focused)?.app;
  const go = (app: AppId): void => {
    const id = shell.stack.findLast((it) => find(shell, it)?.app === app);
    if (id === undefined) launch(app);
    else dispatch({ type: 'focus', id });
  };
  return (
    <nav
      aria-label="Dock"
      className="relative z-10 flex shrink-0 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)]"
    >
      <button
        type="button"
        className={TAB}
        aria-current={current === undefined ? 'page' : undefined}
        onClick={() => dispatch({ type: 'desktop' })}
      >
        <House size={26} strokeWidth={1.6} aria-hidden />
        Home
      </button>
      {DOCK.map((app) => (
        <button
          key={app}
          type="button"
          data-dock={app}
          className={TAB}
          aria-current={current === app ? 'page' : undefined}
          onClick={() => go(app)}
        >
          <IconOf app={app} size={26} />
          {APPS[app].title}
        </button>
      ))}
    </nav>
  );
}
