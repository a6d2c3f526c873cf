import { Button, Field } from '@matrixos/ui';
import { useState } from 'react';
import { Link } from 'wouter';
import { useHost } from '../../api/session';
import { faultOf, useSend } from '../../api/useSend';
import { ButtonLink } from '../../shell/ButtonLink';
import { Form } from '../../shell/Form';
import { forget, takeFragment } from '../../shell/fragment';
import { SmallPage } from '../../shell/Page';
import { NewPassword } from './NewPassword';

export default function ResetPage() {
  const [token, setToken] = useState(() => takeFragment('token'));
  const again = (): void => {
    forget('token');
    setToken(null);
  };
  return token === null ? <Ask /> : <Complete token={token} onAgain={again} />;
}

function Ask() {
  const sending = useSend();
  const host = useHost();
  const [identifier, setIdentifier] = useState('');
  const [asked, setAsked] = useState(false);

  const submit = async (): Promise<void> => {
    const answer = await sending.send('/api/auth/reset', {
      method: 'POST',
      body: { identifier: identifier.trim() },
    });
    if (answer?.ok === true) setAsked(true);
  };

  if (asked) {
    return (
      <SmallPage
        key="asked"
        title="Look for the link"
        lead={
          host?.mail === false
            ? 'This host sends no mail. If there is such an account, the person who runs it finds the link and gives it to you.'
            : 'If there is such an account, a link is on its way to its e-mail address. It works once, and not for long.'
        }
      >
        <p className="mb-4 text-muted">Until then your old password goes on working.</p>
        <ButtonLink href="/login" kind="primary" className="h-11 w-full">
          Back to sign in
        </ButtonLink>
      </SmallPage>
    );
  }
  return (
    <SmallPage
      title="Forgot your password?"
      lead="Say who you are, and you get a link to choose a new one."
    >
      <Form sending={sending} fields={['identifier']} onSubmit={() => void submit()}>
        <Field
          label="Handle or e-mail"
          name="identifier"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          required
          value={identifier}
          error={faultOf(sending.failure, 'identifier')}
          onChange={(event) => setIdentifier(event.target.value)}
        />
        <Button
          kind="primary"
          type="submit"
          className="h-11"
          disabled={sending.busy || identifier.trim() === ''}
        >
          Ask for a link
        </Button>
      </Form>
      <p className="mt-6 text-center text-muted">
        <Link href="/login" className="mx-link">
          Back to sign in
        </Link>
      </p>
    </SmallPage>
  );
}

function Complete(props: { readonly token: string; readonly onAgain: () => void }) {
  const sending = useSend();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { failure } = sending;

  const submit = async (): Promise<void> => {
    const answer = await sending.send('/api/auth/reset/complete', {
      method: 'POST',
      body: { token: props.token, password },
    });
    if (answer?.ok !== true) return;
    forget('token');
    setDone(true);
  };

  if (done) {
    return (
      <SmallPage
        key="done"
        title="Your password is changed"
        lead="Everywhere else you are signed out. Your files are as they were."
      >
        <ButtonLink href="/login" kind="primary" className="h-11 w-full">
          Sign in
        </ButtonLink>
      </SmallPage>
    );
  }
  if (failure?.kind === 'refused' && failure.slug === 'link-dead') {
    return (
      <SmallPage
        key="dead"
        title="This link no longer works"
        lead="It was used already, or it is too old. Your password was not changed."
      >
        <Button kind="primary" className="h-11 w-full" onClick={props.onAgain}>
          Ask for a new link
        </Button>
      </SmallPage>
    );
  }
  return (
    <SmallPage title="Choose a new password">
      <Form sending={sending} fields={['password']} onSubmit={() => void submit()}>
        <NewPassword
          label="New password"
          value={password}
          onChange={setPassword}
          error={faultOf(failure, 'password')}
        />
        <Button kind="primary" type="submit" className="h-11" disabled={sending.busy}>
          Change password
        </Button>
      </Form>
    </SmallPage>
  );
}
