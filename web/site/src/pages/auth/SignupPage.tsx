import { Banner, Button, Field } from '@matrixos/ui';
import { lazy, useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { Account, Host } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { ButtonLink } from '../../shell/ButtonLink';
import { Form } from '../../shell/Form';
import { forget, takeFragment } from '../../shell/fragment';
import { withNext } from '../../shell/next';
import { SmallPage } from '../../shell/Page';
import { Door } from './Door';
import { entered } from './entered';
import { HandleField } from './HandleField';
import { NewPassword } from './NewPassword';
import { Others } from './Others';

const ClerkPage = lazy(() => import('./ClerkPage'));

export default function SignupPage() {
  const [code] = useState(() => takeFragment('code'));
  const viaProvider = new URLSearchParams(useSearch()).get('via') === 'oidc';
  return (
    <Door>
      {(host, next) => {
        // The first account is made here in any case: the code of `up` says who may have it.
        if (host.clerk !== null && !host.needsSetup) {
          const { publishableKey } = host.clerk;
          return <ClerkPage which="sign-up" publishableKey={publishableKey} next={next} />;
        }
        if (viaProvider) return <Finish host={host} next={next} />;
        // Who holds the code of the first account may come in through a closed door.
        return host.signup === 'closed' && !host.needsSetup ? (
          <Closed next={next} />
        ) : (
          <Signup host={host} next={next} code={code} />
        );
      }}
    </Door>
  );
}

interface SignupProps {
  readonly host: Host;
  readonly next: string;
}

function Signup({ host, next, code: brought }: SignupProps & { readonly code: string | null }) {
  const sending = useSend();
  const [handle, setHandle] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState(brought ?? '');
  const { failure, busy } = sending;
  const asksCode = host.needsSetup || brought !== null;

  const submit = async (): Promise<void> => {
    const answer = await sending.send<{ account: Account }>('/api/auth/signup', {
      method: 'POST',
      body: { email: email.trim(), password, handle, ...(asksCode ? { code: code.trim() } : {}) },
    });
    if (answer?.ok !== true) return;
    forget('code');
    entered(answer.value.account, next);
  };

  return (
    <SmallPage
      title="Get your computer"
      lead="It runs in the browser, sleeps when you are away, and keeps everything as you left it."
    >
      {host.needsSetup && (
        <Banner className="mb-5" title="You are the first here">
          This account looks after the host. It needs the code that was printed when it was started.
        </Banner>
      )}
      <Form
        sending={sending}
        fields={['handle', 'email', 'password', 'code']}
        onSubmit={() => void submit()}
      >
        <HandleField
          value={handle}
          onChange={setHandle}
          error={faultOf(failure, 'handle')}
          domain={host.domain}
        />
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="email"
          required
          value={email}
          error={faultOf(failure, 'email')}
          onChange={(event) => setEmail(event.target.value)}
        />
        <NewPassword
          value={password}
          onChange={setPassword}
          error={faultOf(failure, 'password')}
          names={[handle, email.split('@')[0] ?? '']}
        />
        {asksCode && (
          <Field
            label="Setup code"
            name="code"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
            value={code}
            error={faultOf(failure, 'code')}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
        <Button kind="primary" type="submit" className="h-11" disabled={busy}>
          {busy ? 'Making your account…' : 'Create account'}
        </Button>
      </Form>
      <Others host={host} next={next} />
      <p className="mt-6 text-center text-muted">
        Have an account?{' '}
        <Link href={withNext('/login', next)} className="mx-link">
          Sign in
        </Link>
      </p>
    </SmallPage>
  );
}

/** Somebody came from a provider and has no handle yet. */
function Finish({ host, next }: SignupProps) {
  const sending = useSend();
  const [handle, setHandle] = useState('');

  const submit = async (): Promise<void> => {
    const answer = await sending.send<{ account: Account }>('/api/auth/oidc/finish', {
      method: 'POST',
      body: { handle },
    });
    if (answer?.ok === true) entered(answer.value.account, next);
  };

  return (
    <SmallPage title="Choose your handle" lead="One more thing: the name of your computer.">
      <Form sending={sending} fields={['handle']} onSubmit={() => void submit()}>
        <HandleField
          value={handle}
          onChange={setHandle}
          error={faultOf(sending.failure, 'handle')}
          domain={host.domain}
        />
        <Button kind="primary" type="submit" className="h-11" disabled={sending.busy}>
          Create account
        </Button>
      </Form>
    </SmallPage>
  );
}

const Closed = ({ next }: { readonly next: string }) => (
  <SmallPage
    title="Sign-up is closed"
    lead="New accounts on this host are made by the person who runs it. Accounts that exist are not touched by that."
  >
    <ButtonLink href={withNext('/login', next)} kind="primary" className="h-11 w-full">
      Sign in
    </ButtonLink>
  </SmallPage>
);
