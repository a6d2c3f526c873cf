import { Button, Dialog, Field, Select } from '@matrixos/ui';
import { useState, type SubmitEvent } from 'react';
import type { Failure } from '../../api/http';
import type { Role } from '../../api/types';
import { oneLine } from '../../shell/words';
import { ask } from '../data/useLoad';
import { linkOf, type Created, type OneTimeLink } from '../data/wire';
import { OneTimeLinkDialog } from './OneTimeLinkDialog';

export interface CreateUserProps {
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

/** Makes an account, then shows the link by which its person sets a password. */
export function CreateUser({ onClose, onCreated }: CreateUserProps) {
  const [made, setMade] = useState<{
    readonly handle: string;
    readonly link: OneTimeLink | null;
  }>();
  if (made?.link) {
    return (
      <OneTimeLinkDialog
        title={`${made.handle} has an account`}
        lead="Send this link to its person: with it they set their password."
        link={made.link}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      title="New account"
      lead="You get a link that you pass on; its person sets the password."
      open
      onClose={onClose}
    >
      <CreateForm
        onClose={onClose}
        onMade={(created) => {
          onCreated();
          const link = linkOf(created.resetLink);
          if (link === null) onClose();
          else setMade({ handle: created.account.handle, link });
        }}
      />
    </Dialog>
  );
}

interface CreateFormProps {
  readonly onClose: () => void;
  readonly onMade: (created: Created) => void;
}

function CreateForm({ onClose, onMade }: CreateFormProps) {
  const [handle, setHandle] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('user');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await ask<Created>('/api/users', {
      method: 'POST',
      body: { email: email.trim(), handle: handle.trim(), role },
    });
    setBusy(false);
    if (answer.ok) onMade(answer.value);
    else setFailure(answer.failure);
  };

  const field = failure?.kind === 'refused' ? failure.field : null;
  const at = (name: string) => (failure && field === name ? oneLine(failure) : null);
  return (
    <form onSubmit={(event) => void create(event)} className="flex flex-col gap-4">
      <Field
        label="Handle"
        hint="Lower-case letters, digits and hyphens; it is the address of the computer."
        value={handle}
        onChange={(event) => setHandle(event.target.value)}
        error={at('handle')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
      <Field
        label="E-mail"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        error={at('email')}
        autoComplete="off"
        required
      />
      <Select label="Role" value={role} onChange={(event) => setRole(event.target.value as Role)}>
        <option value="user">User: has a computer</option>
        <option value="admin">Admin: sees and steers everything</option>
      </Select>
      {failure && field !== 'handle' && field !== 'email' && (
        <p role="alert" className="text-danger">
          {oneLine(failure)}
        </p>
      )}
      <div className="mt-1 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="primary" disabled={busy}>
          Create account
        </Button>
      </div>
    </form>
  );
}
