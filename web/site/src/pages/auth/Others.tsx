import { Button } from '@matrixos/ui';
import { Fingerprint, LogIn } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../api/http';
import { platformUrl } from '../../api/http';
import type { Account, Host } from '../../api/types';
import { ButtonLink } from '../../shell/ButtonLink';
import { canUsePasskeys, signInByPasskey } from './passkey';

export interface OthersProps {
  readonly host: Host;
  readonly next: string;
  /** Absent where a passkey cannot help yet: at the sign-up. */
  readonly onPasskey?: (account: Account) => void;
  readonly onFailure?: (failure: Failure) => void;
}

/** The other ways in: a passkey, and the providers that this host knows. */
export function Others({ host, next, onPasskey, onFailure }: OthersProps) {
  const passkeys = onPasskey !== undefined && canUsePasskeys();
  if (!passkeys && host.oidc.length === 0) return null;
  return (
    <div className="mt-6">
      <div className="mb-4 flex items-center gap-3 text-[13px] text-muted" aria-hidden>
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </div>
      <div className="flex flex-col gap-2.5">
        {passkeys && <PasskeyButton onIn={onPasskey} onFailure={onFailure} />}
        {host.oidc.map(({ id, name }) => (
          <ButtonLink
            key={id}
            away
            className="h-11 w-full"
            href={platformUrl(
              `/api/auth/oidc/${encodeURIComponent(id)}/start?next=${encodeURIComponent(next)}`,
            )}
          >
            <LogIn size={16} strokeWidth={1.75} aria-hidden />
            Continue with {name}
          </ButtonLink>
        ))}
      </div>
    </div>
  );
}

function PasskeyButton(props: {
  readonly onIn: (account: Account) => void;
  readonly onFailure: ((failure: Failure) => void) | undefined;
}) {
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    const outcome = await signInByPasskey();
    setBusy(false);
    if (outcome.kind === 'in') props.onIn(outcome.account);
    if (outcome.kind === 'failed') props.onFailure?.(outcome.failure);
  };
  return (
    <Button className="h-11 w-full" disabled={busy} onClick={() => void run()}>
      <Fingerprint size={16} strokeWidth={1.75} aria-hidden />
      {busy ? 'Waiting for your passkey…' : 'Sign in with a passkey'}
    </Button>
  );
}
