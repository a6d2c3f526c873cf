import { Notice } from '@matrixos/ui';
import { CloudOff } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useSearch } from 'wouter';
import { loadSession, useSession } from '../../api/session';
import type { Host } from '../../api/types';
import { goTo, nextOf } from '../../shell/next';
import { Opening } from '../../shell/Opening';
import { SmallPage } from '../../shell/Page';
import { words } from '../../shell/words';

/** A page for who is not signed in; who is, goes on to where they wanted to go. */
export function Door({ children }: { readonly children: (host: Host, next: string) => ReactNode }) {
  const session = useSession((it) => it.session);
  const next = nextOf(useSearch());
  const inside = session.state === 'ready' && session.account !== null;

  useEffect(() => {
    if (inside) goTo(next);
  }, [inside, next]);

  if (session.state === 'failed') {
    const { cause, effect } = words(session.failure);
    return (
      <SmallPage title="Not connected">
        <Notice
          icon={CloudOff}
          title={cause}
          role="alert"
          action={{ label: 'Try again', run: () => void loadSession() }}
        >
          {effect}
        </Notice>
      </SmallPage>
    );
  }
  return session.state === 'loading' || inside ? <Opening /> : children(session.host, next);
}
