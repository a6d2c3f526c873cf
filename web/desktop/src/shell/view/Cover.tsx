import { Button } from '@matrixos/ui';
import { CloudOff, KeyRound, MoonStar, type LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { check, signIn, useConnection } from '../../net/connection';
import type { Health } from '../../net/health';
import { useCovered } from '../useCovered';

interface Words {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly cause: string;
  readonly effect: string;
  readonly action: string;
  readonly busy: boolean;
}

const WAKING: Words = {
  icon: MoonStar,
  title: 'Your computer is asleep — waking it',
  cause: 'It falls asleep when nobody uses it.',
  effect: 'Your files are as you left them; this takes a few seconds and opens by itself.',
  action: 'Try now',
  busy: true,
};

const UNREACHABLE: Words = {
  icon: CloudOff,
  title: 'No connection to your computer',
  cause: 'The network is down, or the computer does not answer.',
  effect: 'What runs there goes on running; this page comes back by itself.',
  action: 'Try now',
  busy: true,
};

const EXPIRED: Words = {
  icon: KeyRound,
  title: 'You are signed out',
  cause: 'Your session on this browser has ended.',
  effect: 'Nothing is lost: sign in beside this page, and it goes on where it was.',
  action: 'Sign in again',
  busy: false,
};

const words = (health: Health): Words => {
  if (health === 'expired') return EXPIRED;
  return health === 'waking' ? WAKING : UNREACHABLE;
};

/** Lies over the desktop while the computer is away: why, what it means, one button. Goes away by itself. */
export function Cover() {
  const health = useConnection((it) => it.health);
  const covered = useCovered();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!covered) return;
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [covered]);
  if (!covered) return null;
  const { icon: Icon, title, cause, effect, action, busy } = words(health);
  return (
    <div className="fixed inset-0 z-[9500] flex items-center justify-center bg-canvas/70 p-4 backdrop-blur-md">
      <div
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="cover-title"
        aria-describedby="cover-text"
        className="rise w-full max-w-[400px] rounded-panel border border-line bg-raised p-8 text-center shadow-3"
      >
        <span className="mx-auto mb-4 flex size-14 items-center justify-center rounded-panel bg-accent-soft text-on-accent-soft">
          <Icon size={26} strokeWidth={1.6} aria-hidden />
        </span>
        <h2 id="cover-title" className="text-[17px] font-semibold">
          {title}
        </h2>
        <p id="cover-text" className="mt-1 text-muted">
          {cause} {effect}
        </p>
        {busy && <div aria-hidden className="skeleton mx-auto mt-5 h-1 w-40 rounded-full" />}
        <Button
          ref={button}
          kind="primary"
          className="mt-6 w-full"
          onClick={health === 'expired' ? signIn : () => void check()}
        >
          {action}
        </Button>
      </div>
    </div>
  );
}
