import { Button, Panel } from '@matrixos/ui';
import { useState } from 'react';
import type { User } from '../../api/admin-types';
import { say } from '../../shell/announce';
import { oneLine } from '../../shell/words';
import { ask } from '../data/useLoad';

/** An account without a computer gets one at its first visit; the admin can make it ahead. */
export function Provision({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const answer = await ask('/containers/provision', {
      method: 'POST',
      body: { handle: user.handle, clerkUserId: user.id },
    });
    setBusy(false);
    if (answer.ok) say(`The computer of ${user.handle} is made.`);
    else say(`No computer was made. ${oneLine(answer.failure)}`);
    onDone();
  };
  return (
    <Panel
      title="Computer"
      lead={`${user.handle} has none yet. It is made when they first open it, or now.`}
      aside={
        <Button disabled={busy} onClick={() => void make()}>
          {busy ? 'Setting up…' : 'Make it now'}
        </Button>
      }
    />
  );
}
