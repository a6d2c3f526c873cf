import { Button, Panel, StatePill } from '@matrixos/ui';
import { useState } from 'react';
import { loadSession } from '../../api/session';
import type { Account, TotpSecret } from '../../api/types';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { AskPassword } from './AskPassword';
import { Enrol } from './Enrol';
import { RecoveryCodes } from './RecoveryCodes';

type Doing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'password'; readonly to: keyof typeof ASK }
  | { readonly kind: 'enrol'; readonly secret: TotpSecret }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

const ASK = {
  begin: {
    title: 'Add a second factor',
    lead: 'An app on your phone then shows a code that you enter when you sign in.',
    yes: 'Continue',
    path: '/api/me/totp',
  },
  renew: {
    title: 'New recovery codes',
    lead: 'The old ones stop working.',
    yes: 'Make new ones',
    path: '/api/me/recovery-codes',
  },
  end: {
    title: 'Remove the second factor',
    lead: 'Your password alone is then enough to sign in, and the recovery codes stop working.',
    yes: 'Remove it',
    path: '/api/me/totp/disable',
  },
} as const;

/** So few left that one should think of new ones. */
const FEW_CODES = 3;

export function SecondFactor({ account }: { readonly account: Account }) {
  const sending = useSend();
  const [doing, setDoing] = useState<Doing>({ kind: 'idle' });
  const idle = (): void => {
    sending.fail(null);
    setDoing({ kind: 'idle' });
  };

  const confirmed = async (to: keyof typeof ASK, password: string): Promise<void> => {
    const answer = await sending.send<TotpSecret & { readonly recoveryCodes: readonly string[] }>(
      ASK[to].path,
      { method: 'POST', body: { password } },
    );
    if (answer?.ok !== true) return;
    if (to === 'begin') {
      setDoing({ kind: 'enrol', secret: answer.value });
      return;
    }
    await loadSession();
    if (to === 'renew') {
      setDoing({ kind: 'codes', codes: answer.value.recoveryCodes });
      return;
    }
    idle();
    say('The second factor is removed.');
  };
  const enrolled = (codes: readonly string[]): void => {
    void loadSession();
    setDoing({ kind: 'codes', codes });
  };

  return (
    <Panel
      id="second-factor"
      title="Second factor"
      lead={
        account.hasPassword
          ? 'A code from an app besides your password: who learns the password alone does not get in.'
          : 'It goes with a password, and you sign in without one.'
      }
      mark={
        <StatePill tone={account.totp ? 'ok' : 'plain'}>{account.totp ? 'On' : 'Off'}</StatePill>
      }
    >
      {account.totp && <Left count={account.recoveryCodesLeft} />}
      <div className="flex flex-wrap gap-2">
        {account.totp ? (
          <>
            <Button onClick={() => setDoing({ kind: 'password', to: 'renew' })}>
              New recovery codes
            </Button>
            <Button onClick={() => setDoing({ kind: 'password', to: 'end' })}>Remove</Button>
          </>
        ) : (
          <Button
            disabled={!account.hasPassword}
            onClick={() => setDoing({ kind: 'password', to: 'begin' })}
          >
            Add a second factor
          </Button>
        )}
      </div>
      {doing.kind === 'password' && (
        <AskPassword
          {...ASK[doing.to]}
          sending={sending}
          onYes={(password) => void confirmed(doing.to, password)}
          onClose={idle}
        />
      )}
      {doing.kind === 'enrol' && <Enrol secret={doing.secret} onDone={enrolled} onClose={idle} />}
      {doing.kind === 'codes' && (
        <RecoveryCodes handle={account.handle} codes={doing.codes} onClose={idle} />
      )}
    </Panel>
  );
}

const Left = ({ count }: { readonly count: number }) => (
  <p className={count <= FEW_CODES ? 'mb-4 text-warn' : 'mb-4 text-muted'}>
    {count === 0
      ? 'No recovery codes are left. Without your app you could not get in.'
      : `${count} recovery code${count === 1 ? ' is' : 's are'} left.`}
  </p>
);
