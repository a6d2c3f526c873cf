import { call, type Failure } from '../../api/http';
import type { Account } from '../../api/types';

/** The browser can read the platform's options and write its own answer as JSON. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

export type PasskeyOutcome =
  | { readonly kind: 'in'; readonly account: Account }
  /** The person closed the browser's question, or has no passkey here: nothing to complain about. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface Asked {
  readonly challengeId: string;
  readonly publicKey: PublicKeyCredentialRequestOptionsJSON;
}

/** Signs in by a passkey: the platform asks, the browser answers, the platform judges. */
export async function signInByPasskey(): Promise<PasskeyOutcome> {
  const asked = await call<Asked>('/api/auth/passkey/options', { method: 'POST', body: {} });
  if (!asked.ok) return { kind: 'failed', failure: asked.failure };
  const { challengeId, publicKey } = asked.value;
  let credential: Credential | null;
  try {
    credential = await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
    });
  } catch {
    return { kind: 'none' };
  }
  if (!(credential instanceof PublicKeyCredential)) return { kind: 'none' };
  const judged = await call<{ account: Account }>('/api/auth/passkey', {
    method: 'POST',
    body: { challengeId, credential: credential.toJSON() as unknown },
  });
  return judged.ok
    ? { kind: 'in', account: judged.value.account }
    : { kind: 'failed', failure: judged.failure };
}
