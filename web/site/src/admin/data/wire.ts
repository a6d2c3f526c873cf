import type { ContainerRow, Fleet } from '../../api/admin-types';
import type { Account } from '../../api/types';

/** Each part of the fleet is null while its source does not answer. */
export type FleetNow = {
  readonly [K in keyof Fleet]: Fleet[K] | null;
};

export interface Row extends ContainerRow {
  /** Null: no limit. */
  readonly monthLimitUsd?: number | null;
  readonly dayLimitUsd?: number | null;
}

export interface Detail extends Row {
  readonly containerId: string | null;
}

export interface OneTimeLink {
  readonly url: string;
  readonly expiresAt: string | null;
}

export interface Created {
  readonly account: Account;
  readonly resetLink: string | OneTimeLink | null;
}

/** The platform may give the link alone. */
export const linkOf = (link: Created['resetLink']): OneTimeLink | null =>
  typeof link === 'string' ? { url: link, expiresAt: null } : link;
