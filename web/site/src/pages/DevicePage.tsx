import { Button, Field } from '@matrixos/ui';
import { useState } from 'react';
import { call } from '../api/http';
import type { DeviceRequest } from '../api/types';
import { faultOf, useSend } from '../api/useSend';
import { ButtonLink } from '../shell/ButtonLink';
import { Form } from '../shell/Form';
import { forget, takeWholeFragment } from '../shell/fragment';
import { SmallPage } from '../shell/Page';
import { SignedIn } from '../shell/SignedIn';
import { ago, useNow } from '../shell/time';
import { deviceName } from './account/userAgent';
import { tidy } from './tidy';

/** The code is taken before it is known who is here: the way through the sign-in would lose it. */
export default function DevicePage() {
  const [brought] = useState(() => takeWholeFragment() ?? '');
  return <SignedIn>{(account) => <Device handle={account.handle} brought={brought} />}</SignedIn>;
}

type Ended = 'allowed' | 'refused';

function Device({ handle, brought }: { readonly handle: string; readonly brought: string }) {
  const sending = useSend();
  const [code, setCode] = useState(brought);
  const [asks, setAsks] = useState<DeviceRequest | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);

  const look = async (): Promise<void> => {
    const path = `/api/me/device/${encodeURIComponent(tidy(code))}`;
    const answer = await call<DeviceRequest>(path);
    if (answer.ok) setAsks(answer.value);
    // The code is the only thing here that can be wrong.
    else if (answer.failure.kind === 'refused')
      sending.fail({ ...answer.failure, field: 'userCode' });
    else sending.fail(answer.failure);
  };
  const decide = async (approve: boolean): Promise<void> => {
    const answer = await sending.send('/api/me/device', {
      method: 'POST',
      body: { userCode: asks?.userCode, approve },
    });
    if (answer?.ok !== true) return;
    forget('');
    setEnded(approve ? 'allowed' : 'refused');
  };

  if (ended !== null) return <End how={ended} />;
  if (asks !== null) {
    return (
      <Asks handle={handle} asks={asks}>
        <Form sending={sending} fields={[]} onSubmit={() => void decide(true)}>
          <Button kind="primary" type="submit" className="h-11" disabled={sending.busy}>
            Yes, this is mine
          </Button>
          <Button className="h-11" disabled={sending.busy} onClick={() => void decide(false)}>
            No, refuse it
          </Button>
        </Form>
      </Asks>
    );
  }
  return (
    <SmallPage
      title="Connect a device"
      lead="Enter the code that the device shows. It may then act in your name."
    >
      <Form sending={sending} fields={['userCode']} onSubmit={() => void look()}>
        <Field
          label="Code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="ABCD-EFGH"
          className="tabular tracking-[0.08em]"
          value={code}
          error={faultOf(sending.failure, 'userCode')}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button kind="primary" type="submit" className="h-11" disabled={tidy(code) === ''}>
          Continue
        </Button>
      </Form>
    </SmallPage>
  );
}

function Asks(props: {
  readonly handle: string;
  readonly asks: DeviceRequest;
  readonly children: React.ReactNode;
}) {
  const now = useNow();
  const { userCode, userAgent, address, createdAt } = props.asks;
  const facts = [
    ['Device', deviceName(userAgent)],
    ['From', address ?? 'unknown'],
    ['Asked', ago(createdAt, now)],
    ['Code', userCode],
  ] as const;
  return (
    <SmallPage
      key="asks"
      title="Is this you?"
      lead={`It wants to sign in as ${props.handle}. Allow it only when you started it yourself just now.`}
    >
      <dl className="mb-6 grid grid-cols-[80px_1fr] gap-y-2 rounded-control bg-sunken p-4">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {props.children}
    </SmallPage>
  );
}

const End = ({ how }: { readonly how: Ended }) => (
  <SmallPage
    key="end"
    title={how === 'allowed' ? 'The device is connected' : 'The device was refused'}
    lead={
      how === 'allowed'
        ? 'Go back to it: it goes on by itself. You can end its access in your account.'
        : 'It cannot sign in with that code. Nothing of yours was touched.'
    }
  >
    <ButtonLink href="/dashboard" kind="primary" className="h-11 w-full">
      To my computer
    </ButtonLink>
  </SmallPage>
);
