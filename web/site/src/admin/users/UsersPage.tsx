import { Button, DataTable, Notice } from '@matrixos/ui';
import { SearchX, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { User } from '../../api/admin-types';
import type { Page } from '../../api/types';
import { useLoad } from '../data/useLoad';
import { apiQuery } from '../model/view';
import { AdminPage } from '../parts/AdminPage';
import { Chips } from '../parts/Chips';
import { Loads } from '../parts/Loads';
import { Pager } from '../parts/Pager';
import { SearchField } from '../parts/SearchField';
import { TableFrame } from '../parts/TableFrame';
import { useView } from '../parts/useView';
import { COLUMNS } from './columns';
import { CreateUser } from './CreateUser';
import { USERS_VIEW } from './spec';

/** The accounts. */
export default function UsersPage() {
  const { view, change, next, previous, first } = useView(USERS_VIEW);
  const loaded = useLoad<Page<User>>(`/api/users${apiQuery(view)}`);
  const [creating, setCreating] = useState(false);
  return (
    <AdminPage
      title="Users"
      aside={
        <Button kind="primary" onClick={() => setCreating(true)}>
          <UserPlus size={16} aria-hidden />
          New account
        </Button>
      }
    >
      <div className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
        <SearchField
          label="Find"
          placeholder="Handle or e-mail"
          value={view.q}
          onSearch={(q) => change({ q })}
          className="w-72 max-sm:w-full"
        />
        <Chips
          label="Role"
          value={view.role}
          options={[
            ['', 'All'],
            ['admin', 'Admins'],
            ['user', 'Users'],
          ]}
          onChange={(role) => change({ role })}
        />
        <Chips
          label="State"
          value={view.state}
          options={[
            ['', 'All'],
            ['active', 'Active'],
            ['suspended', 'Suspended'],
            ['leaving', 'Leaving'],
          ]}
          onChange={(state) => change({ state })}
        />
      </div>
      <Loads from={loaded} label="users" lines={8}>
        {(page) =>
          page.items.length === 0 ? (
            <div className="rounded-panel border border-line bg-surface py-10">
              <Notice
                icon={SearchX}
                title="No account fits"
                action={{ label: 'Show all', run: () => change(USERS_VIEW.defaults) }}
              >
                There is none with this text, role and state.
              </Notice>
            </div>
          ) : (
            <>
              <TableFrame>
                <DataTable
                  label="Users"
                  columns={COLUMNS}
                  rows={page.items}
                  keyOf={(user) => user.id}
                  sort={view.sort}
                  onSort={(sort) => change({ sort })}
                  busy={loaded.busy}
                />
              </TableFrame>
              <Pager page={page} first={first} things="accounts" onBack={previous} onNext={next} />
            </>
          )
        }
      </Loads>
      {creating && <CreateUser onClose={() => setCreating(false)} onCreated={loaded.reload} />}
    </AdminPage>
  );
}
