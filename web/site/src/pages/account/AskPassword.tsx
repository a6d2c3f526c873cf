import { Button, Dialog, PasswordField } from '@matrixos/ui';
import { useState } from 'react';
import { faultOf, type Sending } from '../../api/useSend';
import { Form } from '../../shell/Form';

export interface AskPasswordProps {
  readonly title: string;
  readonly lead: string;
  readonly yes: string;
  readonly sending: Sending;
  readonly onYes: (password: string) => void;
  readonly onClose: () => void;
}

/** What protects an account is changed only by who knows the password: an unlocked screen is not enough. */
export function AskPassword({ title, lead, yes, sending, onYes, onClose }: AskPasswordProps) {
  const [password, setPassword] = useState('');
  return (
    <Dialog open onClose={onClose} title={title} lead={lead}>
      <Form sending={sending} fields={['password']} onSubmit={() => onYes(password)}>
        <PasswordField
          label="Your password"
          name="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          error={faultOf(sending.failure, 'password')}
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={sending.busy || password === ''}>
            {yes}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
