import { Button } from '@matrixos/ui';
import { formatModified } from '../../format';
import { endTerminal } from '../../net/api';
import { dispatch, useShell } from '../../shell/store';
import { openTerminal } from '../terminal/close';
import { useShells } from './useShells';

/** The shells that run, also those whose window is on another device or gone. */
export function Shells() {
  const windows = useShell(({ shell }) => shell.windows);
  const { shells, refresh } = useShells(windows.length);

  const show = (id: string): void => {
    const window = windows.find(({ params }) => params['session'] === id);
    if (window) dispatch({ type: 'focus', id: window.id });
    else openTerminal(id);
  };
  return (
    <section aria-labelledby="shells" className="mt-5">
      <h3 id="shells" className="mb-2 text-[12px] font-semibold text-muted">
        Running shells
      </h3>
      {shells.length === 0 ? (
        <p className="text-muted">
          None. A terminal that you open appears here and goes on when its window is gone.
        </p>
      ) : (
        <ul className="overflow-hidden rounded-control border border-line">
          {shells.map(({ id, title, createdAt }) => (
            <li
              key={id}
              className="flex min-h-11 items-center gap-2 border-b border-line py-1 pr-2 pl-4 last:border-0"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-mono text-[13px]">{title}</span>
                <span className="block text-[12px] text-muted">
                  {formatModified(createdAt, new Date())}
                </span>
              </span>
              <Button onClick={() => show(id)}>Show</Button>
              <Button kind="danger" onClick={() => void endTerminal(id).then(refresh)}>
                End
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
