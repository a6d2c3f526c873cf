import { Button, Field, Panel, Select } from '@matrixos/ui';
import { useState, type SubmitEvent } from 'react';
import type { User } from '../../api/admin-types';
import type { Failure } from '../../api/http';
import type { Role } from '../../api/types';
import { say } from '../../shell/announce';
import { because, overtaken, patchUser } from './change';

export interface EditUserProps {
  readonly user: User;
  readonly etag: string | null;
  /** It is the account of who looks. */
  readonly self: boolean;
  readonly onSaved: () => void;
}

/** The e-mail address and the role of an account. */
export function EditUser({ user, etag, self, onSaved }: EditUserProps) {
  const [email, setEmail] = useState(user.email);
  const [role, setRole] = useState<Role>(user.role);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const same = email.trim() === user.email && role === user.role;

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await patchUser(
      user,
      {
        ...(email.trim() === user.email ? {} : { email: email.trim() }),
        ...(role === user.role ? {} : { role }),
      },
      etag,
    );
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) say(`The account of ${user.handle} is saved.`);
    if (answer.ok || overtaken(answer.failure)) onSaved();
  };

  const field = failure?.kind === 'refused' ? failure.field : null;
  return (
    <Panel title="Role and e-mail">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <Field
          label="E-mail"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={failure && field === 'email' ? because(failure) : null}
          autoComplete="off"
          required
        />
        <div>
          <Select
            label="Role"
            value={role}
            disabled={self}
            aria-describedby={self ? 'own-role' : undefined}
            onChange={(event) => setRole(event.target.value as Role)}
          >
            <option value="user">User: has a computer</option>
            <option value="admin">Admin: sees and steers everything</option>
          </Select>
          {self && (
            <p id="own-role" className="mt-1.5 text-[13px] text-muted">
              This is your own account: you cannot take your own rights away. Another admin can.
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" kind="primary" disabled={busy || same}>
            Save account
          </Button>
          {failure && field !== 'email' && (
            <p role="alert" className="min-w-0 flex-1 text-danger">
              {because(failure)}
            </p>
          )}
        </div>
      </form>
    </Panel>
  );
}
