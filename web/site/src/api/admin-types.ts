import type { Account, ComputerState } from './types';

/** The records that only an admin sees. Times are ISO 8601 in UTC, money is in US dollars. */

export interface User extends Account {
  readonly computer: { readonly state: ComputerState; readonly lastActive: string | null } | null;
  readonly monthUsd: number | null;
  readonly lastSeenAt: string | null;
  /** When they asked for a link to a new password that no mail could bring them. */
  readonly resetRequestedAt: string | null;
}

export interface Quota {
  readonly dailyLimitUsd: number | null;
  readonly monthlyLimitUsd: number | null;
  readonly todayUsd: number;
  readonly monthUsd: number;
}

export interface Fleet {
  readonly running: number;
  readonly frozen: number;
  readonly stopped: number;
  readonly failed: number;
  readonly total: number;
  readonly memory: {
    readonly committedBytes: number;
    readonly limitBytes: number;
    readonly hostBytes: number;
    readonly roomFor: number;
  };
  readonly spend: { readonly todayUsd: number; readonly monthUsd: number };
  readonly wake: {
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
    readonly count: number;
  };
  readonly outOfMemory24h: number;
  readonly engine: { readonly ok: boolean; readonly detail: string | null };
  readonly version: { readonly image: string; readonly created: string | null };
}

export interface ContainerRow {
  readonly handle: string;
  readonly owner: { readonly id: string; readonly handle: string; readonly email: string } | null;
  readonly ownerId: string | null;
  readonly state: ComputerState;
  readonly cause: string | null;
  readonly memoryBytes: number | null;
  readonly memoryLimitBytes: number | null;
  readonly cpuPercent: number | null;
  readonly diskBytes: number | null;
  readonly lastActive: string | null;
  readonly createdAt: string;
  readonly version: string | null;
  readonly outdated: boolean;
  readonly port: number | null;
  readonly shellPort: number | null;
  readonly todayUsd: number | null;
  readonly monthUsd: number | null;
}

export interface ContainerDetail extends ContainerRow {
  readonly containerId: string | null;
}

export interface ContainerEvent {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly outcome: string | null;
  readonly finishedAt: string | null;
  readonly detail: string | null;
}

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: {
    readonly kind: 'account' | 'operator' | 'system' | 'nobody';
    readonly id: string | null;
    readonly handle: string | null;
  };
  readonly action: string;
  readonly target: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string | null;
  readonly result: 'ok' | 'denied' | 'failed';
  readonly hash: string;
}

export interface AuditCheck {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string | null;
  readonly brokenAt: number | null;
}

export interface Setting {
  readonly name: string;
  readonly value: string | null;
  readonly source: string;
  readonly secret: boolean;
  readonly ok: boolean;
  readonly advice: string | null;
}
