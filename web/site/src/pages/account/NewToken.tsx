import { Button, Dialog, Field, Select } from '@matrixos/ui';
import { useState } from 'react';
import type { ApiToken, Scope } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { Form } from '../../shell/Form';

const SCOPES: readonly (readonly [Scope, string])[] = [
  ['computer:read', 'see the state of your computer'],
  ['computer:write', 'start, stop and update it'],
  ['account:read', 'see your account'],
  ['account:write', 'change your account'],
  ['admin', 'do all that an admin may'],
];

const DAYS = [7, 30, 90, 365] as const;

export interface NewTokenProps {
  readonly admin: boolean;
  readonly onDone: (token: string) => void;
  readonly onClose: () => void;
}

export function NewToken({ admin, onDone, onClose }: NewTokenProps) {
  const sending = useSend();
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [scopes, setScopes] = useState<readonly Scope[]>(['computer:read']);

  const make = async (): Promise<void> => {
    const answer = await sending.send<ApiToken & { readonly token: string }>('/api/me/tokens', {
      method: 'POST',
      body: { name: name.trim(), scopes, days },
    });
    if (answer?.ok === true) onDone(answer.value.token);
  };
  const tick = (scope: Scope, on: boolean): void =>
    setScopes(on ? [...scopes, scope] : scopes.filter((it) => it !== scope));

  return (
    <Dialog open onClose={onClose} title="New token">
      <Form sending={sending} fields={['name']} onSubmit={() => void make()}>
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          value={name}
          error={faultOf(sending.failure, 'name')}
          hint="What will use it."
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset>
          <legend className="mb-1.5 font-medium">It may</legend>
          {SCOPES.filter(([scope]) => admin || scope !== 'admin').map(([scope, words]) => (
            <label key={scope} className="flex items-center gap-2.5 py-1 max-md:min-h-11">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-(--mx-accent)"
                checked={scopes.includes(scope)}
                onChange={(event) => tick(scope, event.target.checked)}
              />
              <span>
                {words} <code className="font-mono text-[12px] text-muted">{scope}</code>
              </span>
            </label>
          ))}
        </fieldset>
        <Select label="For" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {count === 365 ? 'a year' : `${count} days`}
            </option>
          ))}
        </Select>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            disabled={sending.busy || name.trim() === '' || scopes.length === 0}
          >
            Make token
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
