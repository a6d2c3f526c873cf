import { Badge, type Column } from '@matrixos/ui';
import { Link } from 'wouter';
import type { User } from '../../api/admin-types';
import { computerPath, userPath } from '../fleet/columns';
import { formatUsd } from '../parts/format';
import { State } from '../parts/State';
import { When } from '../parts/When';
import { AccountStatePill, RoleBadge } from './AccountBadges';

/** How an account proves who it is, in words. */
export const factors = (user: User): string => {
  const ways = [
    user.hasPassword && 'password',
    user.totp && 'app code',
    user.passkeys > 0 && (user.passkeys === 1 ? '1 passkey' : `${user.passkeys} passkeys`),
  ].filter((way) => way !== false);
  return ways.length === 0 ? 'none yet' : ways.join(', ');
};

export const COLUMNS: readonly Column<User>[] = [
  {
    key: 'handle',
    title: 'Handle',
    sort: 'handle',
    head: true,
    cell: (user) => (
      <Link href={userPath(user.id)} className="text-accent hover:underline">
        {user.handle}
      </Link>
    ),
  },
  {
    key: 'email',
    title: 'E-mail',
    cell: (user) => <span className="break-all">{user.email}</span>,
  },
  { key: 'role', title: 'Role', cell: (user) => <RoleBadge role={user.role} /> },
  { key: 'state', title: 'State', cell: (user) => <AccountStatePill state={user.state} /> },
  {
    key: 'computer',
    title: 'Computer',
    cell: (user) =>
      user.computer === null ? (
        <span className="text-muted">none</span>
      ) : (
        <Link href={computerPath(user.handle)}>
          <span className="sr-only">Computer of {user.handle}: </span>
          <State state={user.computer.state} />
        </Link>
      ),
  },
  {
    key: 'factors',
    title: 'Signs in by',
    cell: (user) => (
      <span className="flex flex-wrap items-center gap-1.5">
        {factors(user)}
        {user.resetRequestedAt !== null && <Badge tone="warn">waits for a link</Badge>}
      </span>
    ),
  },
  {
    key: 'month',
    title: 'Month',
    sort: 'spend',
    cell: (user) => (
      <span className="tabular">{user.monthUsd === null ? '—' : formatUsd(user.monthUsd)}</span>
    ),
  },
  { key: 'made', title: 'Made', sort: 'createdAt', cell: (user) => <When at={user.createdAt} /> },
  {
    key: 'seen',
    title: 'Last seen',
    sort: 'lastSeen',
    cell: (user) => <When at={user.lastSeenAt} />,
  },
];
