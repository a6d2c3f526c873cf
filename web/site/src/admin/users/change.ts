import type { User } from '../../api/admin-types';
import type { Failure, Result } from '../../api/http';
import { oneLine } from '../../shell/words';
import { ask } from '../data/useLoad';

export const pathOf = (user: User): string => `/api/users/${encodeURIComponent(user.id)}`;

export interface UserPatch {
  readonly role?: User['role'];
  readonly state?: 'active' | 'suspended';
  readonly email?: string;
}

/** Changes an account as it was read; when it has changed since, nothing is changed. */
export const patchUser = (
  user: User,
  patch: UserPatch,
  etag: string | null,
): Promise<Result<User>> =>
  ask<User>(pathOf(user), { method: 'PATCH', body: patch, ifMatch: etag });

export const overtaken = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.status === 412;

export const because = (failure: Failure): string =>
  overtaken(failure)
    ? 'Somebody else changed this account meanwhile. It is shown anew; look and try again.'
    : oneLine(failure);
