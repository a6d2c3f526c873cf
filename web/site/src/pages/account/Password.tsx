import { Button, Panel, PasswordField } from '@matrixos/ui';
import { useState } from 'react';
import type { Account } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ButtonLink } from '../../shell/ButtonLink';
import { Form } from '../../shell/Form';
import { NewPassword } from '../auth/NewPassword';

export function Password({ account }: { readonly account: Account }) {
  const sending = useSend();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');

  const save = async (): Promise<void> => {
    const answer = await sending.send('/api/me/password', {
      method: 'POST',
      body: { current, password },
    });
    if (answer?.ok !== true) return;
    setCurrent('');
    setPassword('');
    say('Your password is changed. Everywhere else you are signed out.');
  };

  if (!account.hasPassword) {
    return (
      <Panel
        id="password"
        title="Password"
        lead="You sign in without one. Ask for a link to choose one if you want it besides."
        aside={<ButtonLink href="/reset">Choose one</ButtonLink>}
      />
    );
  }
  return (
    <Panel id="password" title="Password" lead="Changing it signs you out everywhere else.">
      <Form
        sending={sending}
        fields={['current', 'password']}
        label="Password"
        onSubmit={() => void save()}
      >
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
          <PasswordField
            label="Present password"
            name="current"
            autoComplete="current-password"
            value={current}
            error={faultOf(sending.failure, 'current')}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <NewPassword
            label="New password"
            value={password}
            onChange={setPassword}
            error={faultOf(sending.failure, 'password')}
            names={[account.handle, account.email.split('@')[0] ?? '']}
          />
        </div>
        <div>
          <Button
            type="submit"
            className="h-9 max-sm:w-full"
            disabled={sending.busy || current === '' || password === ''}
          >
            Change password
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
