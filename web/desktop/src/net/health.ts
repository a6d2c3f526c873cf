import type { Failure } from './http';

/** How the computer stands, as far as this page knows. */
export type Health = 'connecting' | 'online' | 'waking' | 'unreachable' | 'expired';

/** Breaks shorter than this are not shown. */
export const QUIET_MS = 5_000;

/** What a failed request says about the computer as a whole. A refusal says that it is there. */
export function healthAfter(failure: Failure): Health {
  return failure.kind === 'refused' ? 'online' : failure.kind;
}

/** Shall the whole desktop be covered? An ended session at once, a break only when it is not short. */
export function covered(
  { health, since }: { readonly health: Health; readonly since: number },
  now: number,
): boolean {
  if (health === 'expired') return true;
  return (health === 'waking' || health === 'unreachable') && now - since >= QUIET_MS;
}
