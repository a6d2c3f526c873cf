import { Button, Field, IconButton, Panel, Select } from '@matrixos/ui';
import { ArrowUpRight, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { platformUrl } from '../../api/http';
import type { Guest, GuestRole, Items, SharedComputer } from '../../api/types';
import { useGet } from '../../api/useGet';
import { faultOf, useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ButtonLink } from '../../shell/ButtonLink';
import { Form } from '../../shell/Form';
import { useNow, ago } from '../../shell/time';
import { oneLine } from '../../shell/words';

const ROLES: Record<GuestRole, string> = { viewer: 'may look', editor: 'may change things' };
const MINUTE_MS = 60_000;

/** Who may come in, and asking somebody in. */
export function People() {
  const { value, failure, reload } = useGet<Items<Guest>>('/api/me/people');
  const sending = useSend();
  const now = useNow(MINUTE_MS);
  const [handle, setHandle] = useState('');
  const [role, setRole] = useState<GuestRole>('viewer');

  const invite = async (): Promise<void> => {
    const answer = await sending.send('/api/me/people', { method: 'POST', body: { handle, role } });
    if (answer?.ok !== true) return;
    say(`${handle} ${ROLES[role]} on your computer now.`);
    setHandle('');
    await reload();
  };
  const remove = async (guest: Guest): Promise<void> => {
    const path = `/api/me/people/${encodeURIComponent(guest.handle)}`;
    const answer = await sending.send(path, { method: 'DELETE' });
    if (answer?.ok !== true) return;
    say(`${guest.handle} may no longer come in.`);
    await reload();
  };

  return (
    <Panel title="Shared with" lead="People who may open your computer with their own sign-in.">
      <Listing failure={value === null && failure !== null ? oneLine(failure) : null}>
        {value?.items.length === 0 && (
          <p className="text-muted">Nobody but you. Your files are yours alone.</p>
        )}
        <ul className="flex flex-col divide-y divide-line">
          {value?.items.map((guest) => (
            <li key={guest.handle} className="flex items-center gap-3 py-2.5">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{guest.handle}</span>{' '}
                <span className="text-muted">
                  {ROLES[guest.role]} · since {ago(guest.invitedAt, now)}
                </span>
              </span>
              <IconButton
                icon={UserMinus}
                label={`Remove ${guest.handle}`}
                disabled={sending.busy}
                onClick={() => void remove(guest)}
              />
            </li>
          ))}
        </ul>
      </Listing>
      <div className="mt-4 border-t border-line pt-4">
        <Form
          label="Share with somebody"
          sending={sending}
          fields={['handle']}
          onSubmit={() => void invite()}
        >
          <div className="flex flex-wrap items-start gap-2.5">
            <Field
              label="Their handle"
              name="handle"
              className="flex-[1_1_140px]"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={handle}
              error={faultOf(sending.failure, 'handle')}
              onChange={(event) => setHandle(event.target.value.toLowerCase().trim())}
            />
            <Select
              label="They"
              className="flex-[1_1_150px]"
              value={role}
              onChange={(event) => setRole(event.target.value as GuestRole)}
            >
              <option value="viewer">may look</option>
              <option value="editor">may change things</option>
            </Select>
            <Button
              type="submit"
              className="mt-[26px] h-9 max-sm:mt-0 max-sm:w-full"
              disabled={sending.busy || handle === ''}
            >
              Share
            </Button>
          </div>
        </Form>
      </div>
    </Panel>
  );
}

/** The computers of others that one may open. Nothing is drawn when there are none. */
export function SharedWithMe() {
  const { value } = useGet<Items<SharedComputer>>('/api/me/shared');
  if (value === null || value.items.length === 0) return null;
  return (
    <Panel title="Shared with you" lead="Computers of other people that you may open.">
      <ul className="flex flex-col divide-y divide-line">
        {value.items.map(({ handle, role }) => (
          <li key={handle} className="flex items-center justify-between gap-3 py-2.5">
            <span className="min-w-0">
              <span className="font-medium">{handle}</span>{' '}
              <span className="text-muted">you {ROLES[role]}</span>
            </span>
            <ButtonLink away href={platformUrl(`/open/${encodeURIComponent(handle)}`)}>
              Open<span className="sr-only"> the computer of {handle}</span>
              <ArrowUpRight size={16} aria-hidden />
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const Listing = (props: { readonly failure: string | null; readonly children: React.ReactNode }) =>
  props.failure === null ? (
    props.children
  ) : (
    <p role="alert" className="text-muted">
      {props.failure}
    </p>
  );
