import { useEffect } from 'react';
import type { Account, Host } from '../../api/types';
import { Page } from '../../shell/Page';
import { SignedIn } from '../../shell/SignedIn';
import { Email } from './Email';
import { Leave } from './Leave';
import { Leaving } from './Leaving';
import { Passkeys } from './Passkeys';
import { Password } from './Password';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';
import { Tokens } from './Tokens';

export default function AccountPage() {
  return <SignedIn>{(account, host) => <Settings account={account} host={host} />}</SignedIn>;
}

const PARTS = [
  ['email', 'E-mail'],
  ['password', 'Password'],
  ['second-factor', 'Second factor'],
  ['passkeys', 'Passkeys'],
  ['sessions', 'Sessions'],
  ['tokens', 'API tokens'],
  ['leave', 'Your data'],
] as const;

function Settings({ account, host }: { readonly account: Account; readonly host: Host }) {
  useFragment();
  return (
    <Page title="Account" lead={`${account.handle} · ${account.handle}.${host.domain}`}>
      <Leaving account={account} />
      <div className="grid grid-cols-[180px_minmax(0,1fr)] gap-8 max-md:grid-cols-1">
        <nav aria-label="Account" className="max-md:hidden">
          <ul className="sticky top-6 flex flex-col gap-0.5">
            {PARTS.map(([id, name]) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="block rounded-control px-3 py-1.5 font-medium text-muted transition-colors hover:bg-hover hover:text-text"
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-col gap-5">
          <Email account={account} />
          <Password account={account} />
          <SecondFactor account={account} />
          <Passkeys />
          <Sessions />
          <Tokens admin={account.role === 'admin'} />
          <Leave account={account} />
        </div>
      </div>
    </Page>
  );
}

/** The part that the address names is drawn after the browser has looked for it. */
function useFragment(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id !== '') document.getElementById(id)?.scrollIntoView();
  }, []);
}
