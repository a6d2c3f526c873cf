import { Button, Panel } from '@matrixos/ui';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { User } from '../../api/admin-types';
import { say } from '../../shell/announce';
import { oneLine } from '../../shell/words';
import { ask } from '../data/useLoad';
import { Confirm } from '../parts/Confirm';
import { pathOf } from './change';

export interface DeleteUserProps {
  readonly user: User;
  readonly self: boolean;
  readonly onDone: () => void;
}

const EFFECT =
  'They are signed out for good and their computer stops. The handle goes to nobody else.';

/** The end of an account. */
export function DeleteUser({ user, self, onDone }: DeleteUserProps) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [, navigate] = useLocation();

  const remove = async () => {
    setBusy(true);
    const answer = await ask(pathOf(user), { method: 'DELETE' });
    setBusy(false);
    setAsked(false);
    if (!answer.ok) {
      say(`${user.handle} was not deleted. ${oneLine(answer.failure)}`);
      onDone();
      return;
    }
    say(`The account of ${user.handle} is deleted.`);
    navigate('/admin/users');
  };

  return (
    <>
      <Panel
        title="Danger"
        lead={
          self ? (
            <span id="own-delete">
              This is your own account. You can close it on your account page, or another admin can
              delete it here.
            </span>
          ) : (
            EFFECT
          )
        }
        className="border-danger/50! lg:col-span-2"
        aside={
          <Button
            kind="danger"
            disabled={self}
            aria-describedby={self ? 'own-delete' : undefined}
            onClick={() => setAsked(true)}
          >
            Delete account
          </Button>
        }
      />
      {asked && (
        <Confirm
          title={`Delete ${user.handle}?`}
          lead={EFFECT}
          yes="Delete account"
          danger
          phrase={user.handle}
          busy={busy}
          onYes={() => void remove()}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
