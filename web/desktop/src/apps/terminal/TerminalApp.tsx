import '@fontsource-variable/jetbrains-mono';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { useRights } from '../../net/rights';
import type { Ending, LinkState, TerminalClient } from '../../net/terminal-client';
import { closeWindow } from '../../shell/launch';
import { dispatch, useShell } from '../../shell/store';
import { useTheme } from '../../theme/theme';
import type { AppProps } from '../registry';
import { attach } from './attach';
import { KeyRow } from './KeyRow';
import { LinkNotice } from './LinkNotice';
import { OnlyLooking } from './OnlyLooking';
import { Screen } from './screen';

interface Running {
  readonly screen: Screen;
  readonly client: TerminalClient;
}

/** A terminal, or why there is none. */
export default function TerminalApp(props: AppProps) {
  const looking = useRights((it) => it.rights === 'viewer');
  return looking ? <OnlyLooking /> : <ShellWindow {...props} />;
}

/** A shell in a window. The shell belongs to the computer: closing the page, or losing the network, leaves it running. */
function ShellWindow({ window: { id, params }, focused }: AppProps) {
  const parent = useRef<HTMLDivElement>(null);
  const [running, setRunning] = useState<Running>();
  const [link, setLink] = useState<LinkState>('connecting');
  const [ending, setEnding] = useState<Ending>();
  const [run, setRun] = useState(0);
  const phone = useShell(({ device }) => device === 'phone');
  const mode = useTheme((it) => it.mode);
  const session = useRef(params['session']);

  useEffect(() => {
    const element = parent.current;
    if (element === null) return;
    const screen = new Screen(useTheme.getState().mode);
    let client: TerminalClient | undefined;
    let gone = false;
    void screen.open(element).then(() => {
      if (gone) return;
      client = attach(screen, session.current, {
        session: (it) => {
          session.current = it;
          dispatch({ type: 'params', id, params: { session: it } });
        },
        state: setLink,
        ended: (it) => {
          session.current = undefined;
          if ('exit' in it && it.exit === 0) closeWindow(id);
          else setEnding(it);
        },
      });
      setRunning({ screen, client });
    });
    let pause: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(() => {
      clearTimeout(pause);
      pause = setTimeout(() => screen.fit(), 60);
    });
    observer.observe(element);
    return () => {
      gone = true;
      clearTimeout(pause);
      observer.disconnect();
      client?.dispose();
      screen.dispose();
    };
  }, [id, run]);

  useEffect(() => running?.screen.theme(mode), [running, mode]);
  useEffect(() => {
    if (focused && ending === undefined) running?.screen.terminal.focus();
  }, [running, focused, ending]);

  const restart = (): void => {
    setEnding(undefined);
    setLink('connecting');
    setRun((it) => it + 1);
  };

  return (
    <div className="flex size-full flex-col bg-surface">
      <div className="relative min-h-0 flex-1">
        <div ref={parent} data-terminal={id} className="absolute inset-0 py-2 pr-1 pl-3" />
        <LinkNotice
          link={link}
          ending={ending}
          onRetry={() => running?.client.retry()}
          onRestart={restart}
        />
      </div>
      {phone && running && <KeyRow screen={running.screen} client={running.client} />}
    </div>
  );
}
