import { cx, IconButton } from '@matrixos/ui';
import { LogOut } from 'lucide-react';
import { Link, useRoute } from 'wouter';
import { useAccount, useSession } from '../api/session';
import { Logo } from './Logo';
import { signOut } from './signOut';

const NAV =
  'inline-flex h-8 items-center rounded-control px-3 font-medium text-muted transition-colors hover:bg-hover hover:text-text max-md:h-11 max-sm:px-2.5';

function NavLink({ to, under, children }: { to: string; under?: string; children: string }) {
  const [here] = useRoute(under ?? to);
  return (
    <Link
      href={to}
      aria-current={here ? 'page' : undefined}
      className={cx(NAV, here && 'bg-accent-soft text-on-accent-soft')}
    >
      {children}
    </Link>
  );
}

/** The line at the top of every page: where one is, and the way in or out. */
export function Header({ width = 'max-w-[1120px]' }: { readonly width?: string }) {
  const account = useAccount();
  const known = useSession((it) => it.session.state !== 'loading');
  return (
    <header className="w-full border-b border-line bg-surface">
      <div
        className={cx(
          'mx-auto flex h-14 items-center justify-between gap-3 px-6 max-sm:px-4',
          width,
        )}
      >
        <Logo short={account !== null} />
        {/* Held empty until it is known who looks: nothing may jump under a pointer. */}
        {known && (
          <nav aria-label="Site" className="flex items-center gap-1">
            {account === null ? <Visitor /> : <Member admin={account.role === 'admin'} />}
          </nav>
        )}
      </div>
    </header>
  );
}

const Visitor = () => (
  <>
    <NavLink to="/login">Sign in</NavLink>
    <Link
      href="/signup"
      className="inline-flex h-8 items-center rounded-control bg-accent px-3 font-medium text-on-accent shadow-1 transition-colors hover:bg-accent-hover max-md:h-11"
    >
      Sign up
    </Link>
  </>
);

const Member = ({ admin }: { readonly admin: boolean }) => (
  <>
    <NavLink to="/dashboard">Dashboard</NavLink>
    <NavLink to="/account">Account</NavLink>
    {admin && (
      <NavLink to="/admin" under="/admin/*?">
        Admin
      </NavLink>
    )}
    <IconButton icon={LogOut} label="Sign out" onClick={() => void signOut()} />
  </>
);
