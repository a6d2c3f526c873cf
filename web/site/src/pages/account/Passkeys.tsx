import { Banner, Button, Dialog, Field, Panel } from '@matrixos/ui';
import { useState } from 'react';
import { call, type Failure } from '../../api/http';
import { loadSession } from '../../api/session';
import type { Items, Passkey } from '../../api/types';
import { useGet } from '../../api/useGet';
import { faultOf, useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { Form } from '../../shell/Form';
import { ago, useNow } from '../../shell/time';
import { oneLine } from '../../shell/words';
import { deviceName } from './userAgent';
import { Row, Rows } from './Rows';

const MINUTE_MS = 60_000;

const canAdd = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';

export function Passkeys() {
  const got = useGet<Items<Passkey>>('/api/me/passkeys');
  const sending = useSend();
  const now = useNow(MINUTE_MS);
  const [adding, setAdding] = useState(false);

  const remove = async (passkey: Passkey): Promise<void> => {
    const path = `/api/me/passkeys/${encodeURIComponent(passkey.id)}`;
    const answer = await sending.send(path, { method: 'DELETE' });
    if (answer?.ok !== true) return;
    say(`${passkey.name} no longer signs you in.`);
    await Promise.all([got.reload(), loadSession()]);
  };
  const added = async (): Promise<void> => {
    setAdding(false);
    say('From now on this passkey signs you in.');
    await Promise.all([got.reload(), loadSession()]);
  };

  return (
    <Panel
      id="passkeys"
      title="Passkeys"
      lead="Sign in with the finger, the face or the PIN of your device, without a password."
      aside={canAdd() && <Button onClick={() => setAdding(true)}>Add a passkey</Button>}
    >
      {sending.failure !== null && <Fault failure={sending.failure} />}
      <Rows
        got={got}
        label="Passkeys"
        none={
          canAdd()
            ? 'None yet.'
            : 'None yet, and this browser cannot make one. Your password goes on working.'
        }
      >
        {(passkey) => (
          <>
            <Row name={passkey.name}>
              Added {ago(passkey.createdAt, now)} · used {ago(passkey.lastUsedAt, now)}
            </Row>
            <Button disabled={sending.busy} onClick={() => void remove(passkey)}>
              Remove<span className="sr-only"> {passkey.name}</span>
            </Button>
          </>
        )}
      </Rows>
      {adding && <Add onDone={() => void added()} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

const Fault = ({ failure }: { readonly failure: Failure }) => (
  <Banner className="mb-4" tone="danger" role="alert" title={oneLine(failure)} />
);

interface Asked {
  readonly challengeId: string;
  readonly publicKey: PublicKeyCredentialCreationOptionsJSON;
}

function Add(props: { readonly onDone: () => void; readonly onClose: () => void }) {
  const sending = useSend();
  const [name, setName] = useState(() => deviceName(navigator.userAgent));
  const [refused, setRefused] = useState(false);

  const add = async (): Promise<void> => {
    setRefused(false);
    const asked = await call<Asked>('/api/me/passkeys/options', { method: 'POST', body: {} });
    if (!asked.ok) {
      sending.fail(asked.failure);
      return;
    }
    const credential = await create(asked.value.publicKey);
    if (credential === null) {
      setRefused(true);
      return;
    }
    const answer = await sending.send('/api/me/passkeys', {
      method: 'POST',
      body: { challengeId: asked.value.challengeId, name: name.trim(), credential },
    });
    if (answer?.ok === true) props.onDone();
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title="Add a passkey"
      lead="Your browser asks for your finger, face or PIN next."
    >
      <Form sending={sending} fields={['name']} onSubmit={() => void add()}>
        {refused && (
          <Banner title="No passkey was made" role="alert">
            The question was closed, or this device has one already. Nothing was changed.
          </Banner>
        )}
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          value={name}
          error={faultOf(sending.failure, 'name')}
          hint="To know it again when you have more than one."
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={sending.busy || name.trim() === ''}>
            Continue
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

async function create(options: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  try {
    const credential = await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    });
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
  } catch {
    return null;
  }
}
