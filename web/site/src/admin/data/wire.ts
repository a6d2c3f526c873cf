/** The operator's part of the API, as `openapi.json` has it. Times are ISO 8601, money is US dollars. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number | null;
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
  readonly version: { readonly image: string; readonly created: string | null } | null;
}

export interface Owner {
  readonly id: string;
  readonly handle: string;
  readonly email: string;
}

export interface Row {
  readonly handle: string;
  readonly owner: Owner | null;
  readonly ownerId: string;
  readonly state: string;
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
  readonly monthLimitUsd: number | null;
}

export interface Detail extends Row {
  readonly containerId: string | null;
}

export interface TimelineEvent {
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly outcome: string | null;
  readonly finishedAt: string | null;
  readonly detail: string | null;
}

export interface UsageItem {
  readonly key: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

export interface Quota {
  readonly dailyLimitUsd: number | null;
  readonly monthlyLimitUsd: number | null;
  readonly todayUsd: number;
  readonly monthUsd: number;
}

export type Role = 'admin' | 'user';
export type AccountState = 'active' | 'suspended' | 'leaving';

export interface User {
  readonly id: string;
  readonly handle: string;
  readonly email: string;
  readonly role: Role;
  readonly state: AccountState;
  readonly createdAt: string;
  readonly hasPassword: boolean;
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
  readonly leavesAt: string | null;
  readonly computer: { readonly state: string; readonly lastActive: string | null } | null;
  readonly monthUsd: number | null;
  readonly lastSeenAt: string | null;
}

export interface ResetLink {
  readonly url: string;
  readonly expiresAt: string | null;
}

export type AuditResult = 'ok' | 'denied' | 'failed';

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
  readonly result: AuditResult;
  readonly hash: string;
}

export interface Verification {
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

export interface Health {
  readonly ok: boolean;
  readonly at: string;
  readonly components: readonly {
    readonly name: string;
    readonly state: 'up' | 'degraded' | 'down';
    readonly detail: string | null;
  }[];
  readonly computers: { readonly running: number; readonly total: number };
  readonly wake: { readonly p50Ms: number | null; readonly p95Ms: number | null };
}
