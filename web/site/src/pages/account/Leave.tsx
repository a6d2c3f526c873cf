import { Button, Dialog, Field, Panel, PasswordField } from '@matrixos/ui';
import { useState } from 'react';
import { platformUrl } from '../../api/http';
import { accountIs } from '../../api/session';
import type { Account } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ButtonLink } from '../../shell/ButtonLink';
import { Form } from '../../shell/Form';

/** Taking everything along, and going. */
export function Leave({ account }: { readonly account: Account }) {
  const [asking, setAsking] = useState(false);
  return (
    <Panel
      id="leave"
      title="Your data"
      lead="Take all your files and your account along in one archive. Deleting waits 30 days: until then you can come back."
    >
      <div className="flex flex-wrap gap-2">
        <ButtonLink away href={platformUrl('/api/me/export')}>
          Download everything
        </ButtonLink>
        {account.state !== 'leaving' && (
          <Button kind="danger" className="h-9" onClick={() => setAsking(true)}>
            Delete my account
          </Button>
        )}
      </div>
      {asking && <Ask account={account} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function Ask({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const sending = useSend();
  const [handle, setHandle] = useState('');
  const [password, setPassword] = useState('');

  const leave = async (): Promise<void> => {
    const answer = await sending.send<{ readonly account: Account }>('/api/me/delete', {
      method: 'POST',
      body: { password, handle },
    });
    if (answer?.ok !== true) return;
    accountIs(answer.value.account);
    onClose();
    say('Your account will be deleted in 30 days. Until then you can keep it.');
    window.scrollTo(0, 0);
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete your account?"
      lead="Your computer is stopped now. After 30 days your account and all your files are gone for good; until then one button brings everything back."
    >
      <Form sending={sending} fields={['handle', 'password']} onSubmit={() => void leave()}>
        <Field
          label={`Type ${account.handle} to be sure`}
          name="handle"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={handle}
          error={faultOf(sending.failure, 'handle')}
          onChange={(event) => setHandle(event.target.value)}
        />
        {account.hasPassword && (
          <PasswordField
            label="Your password"
            name="password"
            autoComplete="current-password"
            value={password}
            error={faultOf(sending.failure, 'password')}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Keep my account</Button>
          <Button kind="danger" type="submit" disabled={sending.busy || handle !== account.handle}>
            Delete my account
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
