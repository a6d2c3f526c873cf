import { Banner } from '@matrixos/ui';
import { accountIs } from '../../api/session';
import type { Account } from '../../api/types';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { day } from '../../shell/time';
import { oneLine } from '../../shell/words';

/** Shown while an account is on its way out: until when, and the way back. */
export function Leaving({ account }: { readonly account: Account }) {
  const sending = useSend();
  if (account.state !== 'leaving') return null;

  const stay = async (): Promise<void> => {
    const answer = await sending.send<{ account: Account }>('/api/me/stay', {
      method: 'POST',
      body: {},
    });
    if (answer?.ok !== true) return;
    accountIs(answer.value.account);
    say('Your account stays.');
  };

  const last = account.leavesAt === null ? 'in 30 days' : `on ${day(account.leavesAt)}`;
  return (
    <Banner
      className="mb-5"
      tone="warn"
      title={`Your account and your files will be deleted ${last}.`}
      action={{ label: 'Keep my account', run: () => void stay(), busy: sending.busy }}
    >
      {sending.failure === null ? 'Until then all of it is here.' : oneLine(sending.failure)}
    </Banner>
  );
}
