import { Banner, Notice } from '@matrixos/ui';
import { CloudOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, type Failure } from '../../api/http';
import type { Account } from '../../api/types';
import { SmallPage } from '../../shell/Page';
import { words } from '../../shell/words';
import { loadClerk, type Clerk } from './clerk';
import { entered } from './entered';

export interface ClerkPageProps {
  readonly which: 'sign-in' | 'sign-up';
  readonly publishableKey: string;
  readonly next: string;
}

/** Clerk's own sign-in or sign-up, where the host is set up for it. What Clerk says is then shown to the platform. */
export default function ClerkPage({ which, publishableKey, next }: ClerkPageProps) {
  const [clerk, setClerk] = useState<Clerk | 'away' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(
    () => loadClerk(publishableKey).then((it) => setClerk(it ?? 'away')),
    [publishableKey],
  );
  useEffect(() => void load(), [load]);

  const exchange = useCallback(
    async (session: NonNullable<Clerk['session']>): Promise<void> => {
      setFailure(null);
      const token = await session.getToken().catch(() => null);
      const answer =
        token === null
          ? ({ ok: false, failure: { kind: 'unreachable' } } as const)
          : await call<{ account: Account }>('/api/auth/clerk', {
              method: 'POST',
              body: { token },
            });
      if (answer.ok) entered(answer.value.account, next);
      else setFailure(answer.failure);
    },
    [next],
  );

  return (
    <SmallPage title={which === 'sign-in' ? 'Sign in' : 'Get your computer'}>
      {clerk === null && (
        <div role="status" aria-label="Opening" className="skeleton h-64 w-full rounded-control" />
      )}
      {clerk === 'away' && (
        <Notice
          icon={CloudOff}
          role="alert"
          title="The sign-in does not load."
          action={{ label: 'Try again', run: () => void load() }}
        >
          It comes from Clerk, which does not answer. Your computer and your files are not touched.
        </Notice>
      )}
      {failure !== null && clerk !== null && clerk !== 'away' && (
        <Banner
          tone="danger"
          role="alert"
          className="mb-4"
          title={words(failure).cause}
          action={{
            label: 'Try again',
            run: () => void (clerk.session != null && exchange(clerk.session)),
          }}
        >
          {words(failure).effect || undefined}
        </Banner>
      )}
      {clerk !== null && clerk !== 'away' && (
        <Mounted clerk={clerk} which={which} onSession={exchange} />
      )}
    </SmallPage>
  );
}

interface MountedProps {
  readonly clerk: Clerk;
  readonly which: ClerkPageProps['which'];
  readonly onSession: (session: NonNullable<Clerk['session']>) => Promise<void>;
}

function Mounted({ clerk, which, onSession }: MountedProps) {
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const node = place.current;
    if (node === null) return undefined;
    const options = {
      routing: 'hash',
      signInUrl: '/login',
      signUpUrl: '/signup',
      // Back to this page, which shows the session to the platform and goes on.
      forceRedirectUrl: window.location.pathname + window.location.search,
    } as const;
    const isIn = which === 'sign-in';
    if (isIn) clerk.mountSignIn(node, options);
    else clerk.mountSignUp(node, options);
    return () => {
      if (isIn) clerk.unmountSignIn(node);
      else clerk.unmountSignUp(node);
    };
  }, [clerk, which]);

  // The listener is told at once what is, and then what changes.
  useEffect(() => {
    let shown: unknown = null;
    return clerk.addListener(({ session }) => {
      if (session == null || session === shown) return;
      shown = session;
      void onSession(session);
    });
  }, [clerk, onSession]);

  return <div ref={place} />;
}
