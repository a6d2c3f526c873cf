import { Button, Field, PasswordField } from '@matrixos/ui';
import { lazy, useState } from 'react';
import { Link } from 'wouter';
import type { Account, Host } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { Form } from '../../shell/Form';
import { withNext } from '../../shell/next';
import { SmallPage } from '../../shell/Page';
import { Door } from './Door';
import { entered } from './entered';
import { Others } from './Others';
import { useWait } from './useWait';

const ClerkPage = lazy(() => import('./ClerkPage'));

export default function LoginPage() {
  return (
    <Door>
      {(host, next) =>
        host.clerk === null ? (
          <Login host={host} next={next} />
        ) : (
          <ClerkPage which="sign-in" publishableKey={host.clerk.publishableKey} next={next} />
        )
      }
    </Door>
  );
}

interface LoginProps {
  readonly host: Host;
  readonly next: string;
}

function Login({ host, next }: LoginProps) {
  const sending = useSend();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const { failure, busy } = sending;
  const wait = useWait(failure);

  const submit = async (): Promise<void> => {
    const given = code === null || code === '' ? {} : { code: code.trim() };
    const answer = await sending.send<{ account: Account }>('/api/auth/login', {
      method: 'POST',
      body: { identifier: identifier.trim(), password, ...given },
    });
    if (answer === null) return;
    if (answer.ok) {
      entered(answer.value.account, next);
    } else if (
      code === null &&
      answer.failure.kind === 'refused' &&
      answer.failure.slug === 'second-factor'
    ) {
      // The password was right: the second step is not a fault.
      sending.fail(null);
      setCode('');
    }
  };

  if (code !== null) {
    return (
      <SmallPage key="second" title="One more step" lead="Enter the code that your app shows now.">
        <Form sending={sending} fields={['code']} onSubmit={() => void submit()}>
          <Field
            label="Code"
            name="code"
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="off"
            spellCheck={false}
            required
            value={code}
            error={faultOf(failure, 'code')}
            hint="Without your app: one of your recovery codes. Each works once."
            onChange={(event) => setCode(event.target.value)}
          />
          <Button kind="primary" type="submit" className="h-11" disabled={busy || wait > 0}>
            {wait > 0 ? `Try again in ${wait} s` : 'Continue'}
          </Button>
          <Button
            className="h-11"
            onClick={() => {
              setCode(null);
              sending.fail(null);
            }}
          >
            Back
          </Button>
        </Form>
      </SmallPage>
    );
  }
  return (
    <SmallPage
      title="Sign in"
      {...(next.startsWith('/open/') ? { lead: 'Your computer opens right after.' } : {})}
    >
      <Form sending={sending} fields={['identifier', 'password']} onSubmit={() => void submit()}>
        <Field
          label="Handle or e-mail"
          name="identifier"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          required
          value={identifier}
          error={faultOf(failure, 'identifier')}
          onChange={(event) => setIdentifier(event.target.value)}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          error={faultOf(failure, 'password')}
          onChange={(event) => setPassword(event.target.value)}
          hint={
            <Link href="/reset" className="mx-link inline-block py-0.5 max-md:py-3">
              Forgot your password?
            </Link>
          }
        />
        <Button kind="primary" type="submit" className="h-11" disabled={busy || wait > 0}>
          {wait > 0 ? `Try again in ${wait} s` : 'Sign in'}
        </Button>
      </Form>
      <Others
        host={host}
        next={next}
        onPasskey={(account) => entered(account, next)}
        onFailure={sending.fail}
      />
      {host.signup === 'open' && (
        <p className="mt-6 text-center text-muted">
          New here?{' '}
          <Link href={withNext('/signup', next)} className="mx-link">
            Get your computer
          </Link>
        </p>
      )}
    </SmallPage>
  );
}
