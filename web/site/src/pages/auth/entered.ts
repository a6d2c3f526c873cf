import { accountIs } from '../../api/session';
import type { Account } from '../../api/types';
import { goTo } from '../../shell/next';

/** Somebody is signed in now: on to where they wanted to go. */
export function entered(account: Account, next: string): void {
  // First away, then known: the page behind would send the person home itself.
  goTo(next);
  accountIs(account);
}
