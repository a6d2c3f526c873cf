import { Button, Panel } from '@matrixos/ui';
import { useState, type ReactNode } from 'react';
import type { User } from '../../api/admin-types';
import { say } from '../../shell/announce';
import { ask } from '../data/useLoad';
import type { OneTimeLink } from '../data/wire';
import { Confirm } from '../parts/Confirm';
import { because, overtaken, patchUser, pathOf } from './change';
import { OneTimeLinkDialog } from './OneTimeLinkDialog';

export interface AccessProps {
  readonly user: User;
  readonly etag: string | null;
  readonly self: boolean;
  readonly onChanged: () => void;
}

type Asked = 'sign-out' | 'suspend';

/** Who can come in with this account. */
export function Access({ user, etag, self, onChanged }: AccessProps) {
  const [link, setLink] = useState<OneTimeLink>();
  const [asked, setAsked] = useState<Asked>();
  const [busy, setBusy] = useState(false);
  const suspended = user.state === 'suspended';

  const makeLink = async () => {
    setBusy(true);
    const answer = await ask<OneTimeLink>(`${pathOf(user)}/reset-link`, { method: 'POST' });
    setBusy(false);
    if (answer.ok) setLink(answer.value);
    else say(`No link was made. ${because(answer.failure)}`);
  };

  const signOut = async () => {
    setAsked(undefined);
    const answer = await ask(`${pathOf(user)}/sign-out`, { method: 'POST' });
    say(
      answer.ok
        ? `${user.handle} is signed out everywhere.`
        : `${user.handle} was not signed out. ${because(answer.failure)}`,
    );
  };

  const suspend = async (state: 'active' | 'suspended') => {
    setAsked(undefined);
    setBusy(true);
    const answer = await patchUser(user, { state }, etag);
    setBusy(false);
    if (answer.ok) say(`${user.handle} is ${state === 'active' ? 'active again' : 'suspended'}.`);
    else say(`Nothing was changed. ${because(answer.failure)}`);
    if (answer.ok || overtaken(answer.failure)) onChanged();
  };

  return (
    <Panel title="Access">
      <ul className="-mt-2">
        <Deed
          note="A link by which they set a new password, for who has lost theirs."
          button={
            <Button disabled={busy} onClick={() => void makeLink()}>
              Make a reset link
            </Button>
          }
        />
        <Deed
          note="Ends every session on the site and on computers."
          button={<Button onClick={() => setAsked('sign-out')}>Sign out everywhere</Button>}
        />
        <Deed
          id="suspend-note"
          note={
            self
              ? 'This is your own account: you cannot lock yourself out. Another admin can.'
              : suspended
                ? 'They can sign in again, and find everything as it was.'
                : 'They cannot sign in and their sessions end. Their files stay.'
          }
          button={
            suspended ? (
              <Button disabled={busy} onClick={() => void suspend('active')}>
                Lift suspension
              </Button>
            ) : (
              <Button
                kind="danger"
                disabled={busy || self || user.state === 'leaving'}
                aria-describedby="suspend-note"
                onClick={() => setAsked('suspend')}
              >
                Suspend
              </Button>
            )
          }
        />
      </ul>
      {link && (
        <OneTimeLinkDialog
          title={`Reset link for ${user.handle}`}
          lead="Pass it on by a way that you trust."
          link={link}
          onClose={() => setLink(undefined)}
        />
      )}
      {asked === 'sign-out' && (
        <Confirm
          title={`Sign ${user.handle} out everywhere?`}
          lead={
            self
              ? 'This is your own account: this session ends too. Nothing is lost.'
              : 'Every session ends, open desktops too. Nothing is lost; they can sign in again.'
          }
          yes="Sign out everywhere"
          onYes={() => void signOut()}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'suspend' && (
        <Confirm
          title={`Suspend ${user.handle}?`}
          lead="Their sessions end and they cannot sign in until you lift it. Their files stay."
          yes="Suspend"
          danger
          onYes={() => void suspend('suspended')}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Panel>
  );
}

const Deed = (props: {
  readonly id?: string;
  readonly note: string;
  readonly button: ReactNode;
}) => (
  <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3 last:border-0 last:pb-0">
    <p id={props.id} className="min-w-0 flex-[1_1_220px] text-muted">
      {props.note}
    </p>
    {props.button}
  </li>
);
