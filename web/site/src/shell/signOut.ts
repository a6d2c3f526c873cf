import { navigate } from 'wouter/use-browser-location';
import { call } from '../api/http';
import { accountIs, useSession } from '../api/session';
import { say } from './announce';
import { words } from './words';

/** Ends the session here and goes to the first page. When the platform cannot be reached one stays signed in, and is told. */
export async function signOut(): Promise<void> {
  const answer = await call('/api/auth/logout', { method: 'POST', body: {} });
  if (!answer.ok && answer.failure.kind !== 'signed-out') {
    say(`You are still signed in. ${words(answer.failure).cause}`);
    return;
  }
  await leaveClerk();
  navigate('/');
  accountIs(null);
}

/** Else the next look at the sign-in page would bring the person straight back in. */
async function leaveClerk(): Promise<void> {
  const { session } = useSession.getState();
  const key = session.state === 'ready' ? session.host.clerk?.publishableKey : undefined;
  if (key === undefined) return;
  const { loadClerk } = await import('../pages/auth/clerk');
  await (await loadClerk(key))?.signOut().catch(() => say('You are still signed in at Clerk.'));
}
