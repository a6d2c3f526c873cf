import { endTerminal } from '../../net/api';
import type { Params } from '../../shell/model/state';
import { toast } from '../../shell/toast';
import { dispatch } from '../../shell/store';

/** How long a closed terminal can be had back, with everything that runs in it. */
const GRACE_MS = 6_000;

/**
 * Closing the window ends the shell, but not at once: a slip of the hand must not kill an hour's work. When the page goes
 * away during the grace, the shell simply stays; System lists it.
 */
export function closeTerminal(params: Params): void {
  const session = params['session'];
  if (session === undefined) return;
  const timer = setTimeout(() => void endTerminal(session), GRACE_MS);
  toast({
    text: 'Terminal closed',
    ms: GRACE_MS,
    action: {
      label: 'Undo',
      run: () => {
        clearTimeout(timer);
        openTerminal(session);
      },
    },
  });
}

/** The size of a terminal window; the registry's, repeated here to keep the two files apart. */
const SIZE = { width: 780, height: 480 };

/** Opens a window on a shell that runs already, or on a new one. */
export function openTerminal(session?: string): void {
  dispatch({
    type: 'open',
    app: 'terminal',
    size: SIZE,
    params: session === undefined ? {} : { session },
  });
}
