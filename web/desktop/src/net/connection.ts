import { create } from 'zustand';
import { systemInfo, type SystemInfo } from './api';
import { type Health, healthAfter } from './health';
import type { Failure } from './http';
import { onReturn, present } from './presence';

export interface Connection {
  readonly health: Health;
  /** Milliseconds; when it was last online, or when the page was opened. */
  readonly since: number;
  readonly info: SystemInfo | undefined;
}

const POLL_MS = 10_000;
const RETRY_MS = 1_500;

export const useConnection = create<Connection>()(() => ({
  health: 'connecting',
  since: Date.now(),
  info: undefined,
}));

let timer: ReturnType<typeof setTimeout> | undefined;
let asking = false;

/** Asks once, now; then again after a pause as long as somebody is here. */
export async function check(): Promise<void> {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  const result = await systemInfo();
  asking = false;
  const previous = useConnection.getState();
  if (result.ok) {
    useConnection.setState({ health: 'online', since: Date.now(), info: result.value });
  } else {
    const health = healthAfter(result.failure);
    useConnection.setState({
      ...previous,
      health,
      since: health === 'online' ? Date.now() : previous.since,
    });
  }
  plan();
}

/** Tells what another request met, so that a break is noticed before the next poll. */
export function report(failure: Failure): void {
  if (failure.kind !== 'refused') void check();
}

/**
 * Asking counts as use and would keep the computer awake for ever; so it stops while nobody is here, and starts when
 * somebody comes back. An ended session is asked about only then, too: the way back in is in another tab.
 */
function plan(): void {
  const { health } = useConnection.getState();
  timer = setTimeout(
    () => {
      if (present() && health !== 'expired') void check();
      else plan();
    },
    health === 'online' ? POLL_MS : RETRY_MS,
  );
}

/** How long somebody may take to sign in beside this page before it stops asking whether they have. */
const SIGN_IN_MS = 10 * 60_000;

/** Opens the way to the sign-in beside this page, which stays as it is, and asks until it has worked. */
export function signIn(): void {
  const until = Date.now() + SIGN_IN_MS;
  window.open('/.matrix/knock?to=/.matrix/done', 'matrix-sign-in');
  const ask = setInterval(() => {
    if (useConnection.getState().health !== 'expired' || Date.now() > until) clearInterval(ask);
    else void check();
  }, RETRY_MS);
}

/** Starts watching; call once. */
export function watchConnection(): void {
  onReturn(() => void check());
  void check();
}
