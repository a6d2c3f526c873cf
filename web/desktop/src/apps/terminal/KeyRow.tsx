import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { TerminalClient } from '../../net/terminal-client';
import { withControl } from './control';
import type { Screen } from './screen';

/** The keys a phone's keyboard lacks. Arrows are sent in the form the running program asked for. */
const KEYS: readonly { name: string; face: ReactNode; data: string; application?: string }[] = [
  { name: 'Esc', face: 'Esc', data: '\x1b' },
  { name: 'Tab', face: 'Tab', data: '\t' },
  {
    name: 'Left',
    face: <ArrowLeft size={18} aria-hidden />,
    data: '\x1b[D',
    application: '\x1bOD',
  },
  { name: 'Up', face: <ArrowUp size={18} aria-hidden />, data: '\x1b[A', application: '\x1bOA' },
  {
    name: 'Down',
    face: <ArrowDown size={18} aria-hidden />,
    data: '\x1b[B',
    application: '\x1bOB',
  },
  {
    name: 'Right',
    face: <ArrowRight size={18} aria-hidden />,
    data: '\x1b[C',
    application: '\x1bOC',
  },
];

const KEY =
  'flex h-11 min-w-11 flex-1 items-center justify-center rounded-control bg-raised text-[13px] font-medium shadow-1 active:bg-hover aria-pressed:bg-accent aria-pressed:text-on-accent';

interface KeyRowProps {
  readonly screen: Screen;
  readonly client: TerminalClient;
}

export function KeyRow({ screen, client }: KeyRowProps) {
  const [control, setControl] = useState(false);
  useEffect(() => {
    if (!control) return;
    // Ctrl holds for one key: the next character typed is taken before xterm sees it.
    const take = (event: InputEvent): void => {
      const code = withControl(event.data ?? '');
      if (code === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      client.input(code);
      setControl(false);
    };
    const element = screen.terminal.textarea;
    element?.addEventListener('beforeinput', take);
    return () => element?.removeEventListener('beforeinput', take);
  }, [control, client, screen]);

  const keep = (event: React.PointerEvent): void => event.preventDefault();
  return (
    <div
      role="toolbar"
      aria-label="Terminal keys"
      className="flex shrink-0 gap-1.5 border-t border-line bg-sunken p-1.5"
    >
      <button
        type="button"
        className={KEY}
        aria-pressed={control}
        onPointerDown={keep}
        onClick={() => setControl(!control)}
      >
        Ctrl
      </button>
      {KEYS.map(({ name, face, data, application }) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          className={KEY}
          // The keyboard on the glass stays up: the press must not take the focus from the terminal.
          onPointerDown={keep}
          onClick={() =>
            client.input(
              screen.terminal.modes.applicationCursorKeysMode ? (application ?? data) : data,
            )
          }
        >
          {face}
        </button>
      ))}
    </div>
  );
}
