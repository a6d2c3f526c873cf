import { Notice } from '@matrixos/ui';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';
import { loadSession, useSession } from '../api/session';
import type { Account, Host } from '../api/types';
import { Opening } from './Opening';
import { SmallPage } from './Page';
import { words } from './words';

/** Shows its children to who is signed in; sends others to the way in, and back here afterwards. */
export function SignedIn(props: {
  readonly children: (account: Account, host: Host) => ReactNode;
}) {
  const session = useSession((it) => it.session);
  const [path] = useLocation();
  const search = useSearch();
  if (session.state === 'loading') return <Opening />;
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
  if (session.account === null) {
    const here = search === '' ? path : `${path}?${search}`;
    return <Redirect to={`/login?next=${encodeURIComponent(here)}`} replace />;
  }
  return props.children(session.account, session.host);
}
