import { Panel } from '@matrixos/ui';
import { Link } from 'wouter';
import type { User } from '../../api/admin-types';
import { useAccount } from '../../api/session';
import NotFound from '../../pages/NotFoundPage';
import { QuotaPanel } from '../computer/QuotaPanel';
import { useLoad, type Loaded } from '../data/useLoad';
import { useWork } from '../data/work';
import { computerPath } from '../fleet/columns';
import { moment } from '../model/time';
import { AdminPage } from '../parts/AdminPage';
import { Facts } from '../parts/Facts';
import { Loads } from '../parts/Loads';
import { State } from '../parts/State';
import { useFresh } from '../parts/useFresh';
import { When } from '../parts/When';
import { Access } from './Access';
import { AccountStatePill, RoleBadge } from './AccountBadges';
import { factors } from './columns';
import { DeleteUser } from './DeleteUser';
import { EditUser } from './EditUser';
import { Provision } from './Provision';

/** Everything about one account, and everything that can be done to it. */
export default function UserPage({ id }: { readonly id: string }) {
  const loaded = useLoad<User>(`/api/users/${encodeURIComponent(id)}`);
  const changes = useWork((it) => it.changes);
  useFresh(loaded.reload, String(changes), [loaded.value?.computer?.state ?? '']);
  const user = loaded.value;
  if (loaded.failure?.kind === 'refused' && loaded.failure.status === 404) return <NotFound />;
  return (
    <AdminPage
      title={user?.handle ?? 'Account'}
      up={{ to: '/admin/users', label: 'All users' }}
      badge={
        user !== null && (
          <>
            <RoleBadge role={user.role} />
            <AccountStatePill state={user.state} />
          </>
        )
      }
      lead={user?.email}
    >
      {user === null ? (
        <Loads from={loaded} label="account" lines={6}>
          {() => null}
        </Loads>
      ) : (
        <Parts user={user} loaded={loaded} />
      )}
    </AdminPage>
  );
}

function Parts({ user, loaded }: { readonly user: User; readonly loaded: Loaded<User> }) {
  const self = useAccount()?.id === user.id;
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-5">
        <Panel title="Facts">
          <Loads from={loaded} label="account">
            {(value) => <UserFacts user={value} />}
          </Loads>
        </Panel>
        {user.computer === null && <Provision user={user} onDone={loaded.reload} />}
        <QuotaPanel owner={user} known />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <EditUser
          key={`${user.email} ${user.role}`}
          user={user}
          etag={loaded.etag}
          self={self}
          onSaved={loaded.reload}
        />
        <Access user={user} etag={loaded.etag} self={self} onChanged={loaded.reload} />
      </div>
      <DeleteUser user={user} self={self} onDone={loaded.reload} />
    </div>
  );
}

const UserFacts = ({ user }: { readonly user: User }) => (
  <Facts
    facts={[
      { name: 'Made', value: moment(user.createdAt) },
      { name: 'Last seen', value: <When at={user.lastSeenAt} /> },
      { name: 'Signs in by', value: factors(user) },
      ...(user.resetRequestedAt === null
        ? []
        : [{ name: 'Waits for a reset link since', value: <When at={user.resetRequestedAt} /> }]),
      { name: 'Recovery codes left', value: user.totp ? user.recoveryCodesLeft : '—' },
      ...(user.leavesAt === null ? [] : [{ name: 'Leaves', value: moment(user.leavesAt) }]),
      {
        name: 'Computer',
        value:
          user.computer === null ? (
            'none'
          ) : (
            <Link href={computerPath(user.handle)}>
              <span className="sr-only">Computer of {user.handle}: </span>
              <State state={user.computer.state} />
            </Link>
          ),
      },
      ...(user.computer === null
        ? []
        : [{ name: 'Computer last active', value: <When at={user.computer.lastActive} /> }]),
      {
        name: 'Identifier',
        value: <code className="font-mono text-[12px] break-all">{user.id}</code>,
      },
    ]}
  />
);
