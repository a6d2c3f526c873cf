import { APPS } from '../../apps/registry';
import { find } from '../model/state';
import { useShell } from '../store';

/** Says to screen readers what eyes see: which window has the keys now. */
export function Announcer() {
  const words = useShell(({ shell }) => {
    const window = find(shell, shell.focused);
    if (window === undefined) return 'Desktop';
    const zone = window.zone === undefined ? '' : `, ${window.zone.replace('-', ' ')}`;
    return `${APPS[window.app].title}${window.number > 1 ? ` ${window.number}` : ''}${zone}`;
  });
  return (
    <div role="status" className="sr-only">
      {words}
    </div>
  );
}
