import { cx, Tooltip } from '@matrixos/ui';
import type { KeyboardEvent } from 'react';
import { IconOf } from '../../apps/icons';
import { APPS, DOCK } from '../../apps/registry';
import { arrow } from '../keys';
import { press } from '../launch';
import { useShell } from '../store';

/** The apps, with a mark under those that run. */
export function Dock() {
  const windows = useShell(({ shell }) => shell.windows);
  return (
    <nav
      aria-label="Dock"
      className="relative z-10 flex h-[76px] shrink-0 items-start justify-center"
    >
      <ul
        className="flex items-end gap-1.5 rounded-[20px] border border-line bg-raised px-2.5 pt-2 pb-1.5 shadow-2"
        onKeyDown={rove}
      >
        {DOCK.map((app) => {
          const open = windows.filter((it) => it.app === app).length;
          const { title } = APPS[app];
          return (
            <li key={app}>
              <Tooltip label={title}>
                <button
                  type="button"
                  data-dock={app}
                  aria-label={title}
                  aria-description={open > 0 ? `${open} open` : undefined}
                  className="group flex flex-col items-center gap-1 rounded-[12px] px-1"
                  onClick={() => press(app)}
                >
                  <span className="transition-transform duration-200 group-hover:-translate-y-1 group-active:translate-y-0 group-active:scale-95">
                    <IconOf app={app} size={44} />
                  </span>
                  <span
                    aria-hidden
                    className={cx(
                      'h-1 rounded-full bg-text transition-all duration-200',
                      open > 0 ? 'w-3 opacity-70' : 'w-1 opacity-0',
                    )}
                  />
                </button>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Arrow keys go along the dock; Tab still reaches every icon. */
function rove(event: KeyboardEvent<HTMLUListElement>): void {
  const by = arrow(event.code)?.[0] ?? 0;
  if (by === 0 || event.ctrlKey || event.altKey) return;
  const icons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-dock]')];
  const at = icons.indexOf(document.activeElement as HTMLElement);
  icons[(at + by + icons.length) % icons.length]?.focus();
  event.preventDefault();
}
