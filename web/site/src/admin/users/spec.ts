import type { ViewSpec } from '../model/view';

export interface UsersView {
  readonly [key: string]: string;
  readonly q: string;
  readonly role: string;
  readonly state: string;
  readonly sort: string;
  readonly cursor: string;
}

const COLUMNS = ['handle', 'createdAt', 'lastSeen', 'spend'];

export const USERS_VIEW: ViewSpec<UsersView> = {
  defaults: { q: '', role: '', state: '', sort: 'handle', cursor: '' },
  allowed: {
    role: ['', 'admin', 'user'],
    state: ['', 'active', 'suspended', 'leaving'],
    sort: COLUMNS.flatMap((column) => [column, `-${column}`]),
  },
};
