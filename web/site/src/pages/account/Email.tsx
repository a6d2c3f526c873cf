import { Button, Field, Panel } from '@matrixos/ui';
import { useState } from 'react';
import { accountIs } from '../../api/session';
import type { Account } from '../../api/types';
import { useGet } from '../../api/useGet';
import { faultOf, useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { Form } from '../../shell/Form';

export function Email({ account }: { readonly account: Account }) {
  const sending = useSend();
  // As it was when this page was opened: a change made elsewhere since then is not written over.
  const read = useGet<Account>('/api/me');
  const [email, setEmail] = useState(account.email);

  const save = async (): Promise<void> => {
    const answer = await sending.send<Account>('/api/me', {
      method: 'PATCH',
      body: { email: email.trim() },
      ifMatch: read.etag,
    });
    if (answer?.ok !== true) return;
    accountIs(answer.value);
    void read.reload();
    say('Your e-mail address is changed.');
  };

  return (
    <Panel id="email" title="E-mail" lead="Where a link goes when you forget your password.">
      <Form sending={sending} fields={['email']} label="E-mail" onSubmit={() => void save()}>
        <div className="flex flex-wrap items-start gap-2.5">
          <Field
            label="E-mail address"
            name="email"
            type="email"
            autoComplete="email"
            className="flex-[1_1_240px]"
            value={email}
            error={faultOf(sending.failure, 'email')}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Button
            type="submit"
            className="mt-[26px] h-9 max-sm:mt-0 max-sm:w-full"
            disabled={sending.busy || email.trim() === account.email}
          >
            Save
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
