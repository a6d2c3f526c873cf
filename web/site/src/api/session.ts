import { create } from 'zustand';
import { call, type Failure } from './http';
import type { Account, Host, WhoAmI } from './types';

/** Who looks at the site, as far as is known. */
export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'ready'; readonly account: Account | null; readonly host: Host };

export const useSession = create<{ readonly session: Session }>()(() => ({
  session: { state: 'loading' },
}));

const set = (session: Session): void => useSession.setState({ session });

/** Asks who is signed in. A failed repetition keeps what was known before. */
export async function loadSession(): Promise<void> {
  const answer = await call<WhoAmI>('/api/session');
  if (answer.ok) set({ state: 'ready', ...answer.value });
  else if (useSession.getState().session.state !== 'ready') {
    set({ state: 'failed', failure: answer.failure });
  }
}

/** After a sign-in, or a change of the account: the answer said how it is now. */
export function accountIs(account: Account | null): void {
  const { session } = useSession.getState();
  if (session.state === 'ready') set({ ...session, account });
  else void loadSession();
}

export const useAccount = (): Account | null =>
  useSession(({ session }) => (session.state === 'ready' ? session.account : null));

export const useHost = (): Host | null =>
  useSession(({ session }) => (session.state === 'ready' ? session.host : null));
