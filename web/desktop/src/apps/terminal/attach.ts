import { type Ending, type LinkState, TerminalClient } from '../../net/terminal-client';
import { toast } from '../../shell/toast';
import { onReturn, present } from '../../net/presence';
import { check } from '../../net/connection';
import { openSocket } from '../../net/line';
import type { Screen } from './screen';

interface Listeners {
  readonly session: (id: string) => void;
  readonly state: (state: LinkState) => void;
  readonly ended: (ending: Ending) => void;
}

/** Output that comes this soon after other output still belongs to what is shown again. */
const REPLAY_PAUSE_MS = 300;

const GAP_NOTE = '\x1b[2m(earlier output is no longer kept)\x1b[0m\r\n';

/** Ties a screen to a shell: what is typed goes out, what comes in is drawn and then acknowledged. */
export function attach(
  screen: Screen,
  session: string | undefined,
  listeners: Listeners,
): TerminalClient {
  const { terminal } = screen;
  let replay: ReturnType<typeof setTimeout> | undefined;
  if (session !== undefined) screen.mute();
  const client = new TerminalClient({
    session,
    size: [terminal.cols, terminal.rows],
    open: openSocket,
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    present,
    events: {
      output: (bytes, written) => {
        terminal.write(bytes, () => {
          written();
          clearTimeout(replay);
          replay = setTimeout(() => screen.unmute(), REPLAY_PAUSE_MS);
        });
      },
      gap: () => {
        terminal.reset();
        terminal.write(GAP_NOTE);
      },
      session: listeners.session,
      state: (state) => {
        listeners.state(state);
        if (state === 'lost') void check();
      },
      ended: listeners.ended,
      refused: (text) => toast({ text }),
    },
  });
  const forget = onReturn(() => client.retry());
  terminal.onKey(() => screen.unmute());
  terminal.onData((data) => client.input(data));
  terminal.onBinary((data) => client.input(data));
  terminal.onResize(({ cols, rows }) => client.resize(cols, rows));
  const dispose = client.dispose.bind(client);
  client.dispose = () => {
    forget();
    clearTimeout(replay);
    dispose();
  };
  return client;
}
