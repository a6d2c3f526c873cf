import { navigate } from 'wouter/use-browser-location';
import { call } from '../api/http';
import { accountIs } from '../api/session';
import { say } from './announce';
import { words } from './words';

/** Ends the session here and goes to the first page. When the platform cannot be reached one stays signed in, and is told. */
export async function signOut(): Promise<void> {
  const answer = await call('/api/auth/logout', { method: 'POST', body: {} });
  if (!answer.ok && answer.failure.kind !== 'signed-out') {
    say(`You are still signed in. ${words(answer.failure).cause}`);
    return;
  }
  navigate('/');
  accountIs(null);
}
