/** The records of the platform's JSON API. Times are ISO 8601 in UTC, money is in US dollars. */

export type Role = 'admin' | 'user';
export type AccountState = 'active' | 'suspended' | 'leaving';

export interface Account {
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
}

export interface Host {
  readonly domain: string;
  readonly siteUrl: string;
  /** With `{handle}` where the handle goes. */
  readonly computerUrl: string;
  readonly signup: 'open' | 'closed';
  /** There is no admin yet: the first account needs the code that `up` printed. */
  readonly needsSetup: boolean;
  readonly demoModel: boolean;
  readonly mail: boolean;
  readonly oidc: readonly { readonly id: string; readonly name: string }[];
  readonly clerk: { readonly publishableKey: string } | null;
  readonly version: string;
}

export interface WhoAmI {
  readonly account: Account | null;
  readonly host: Host;
}

export interface HandleAnswer {
  readonly handle: string;
  readonly available: boolean;
  readonly reason: 'invalid' | 'reserved' | 'taken' | 'look-alike' | null;
  readonly message: string | null;
  readonly address: string;
}

export type PartState = 'up' | 'degraded' | 'down';

export interface PublicStatus {
  readonly ok: boolean;
  readonly at: string;
  readonly components: readonly {
    readonly name: 'site' | 'computers' | 'model';
    readonly state: PartState;
    readonly detail: string | null;
  }[];
  readonly computers: { readonly running: number; readonly total: number };
  readonly wake: { readonly p50Ms: number | null; readonly p95Ms: number | null };
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number | null;
}

export interface Items<T> {
  readonly items: readonly T[];
}

export type ComputerState =
  | 'none'
  | 'queued'
  | 'provisioning'
  | 'starting'
  | 'running'
  | 'frozen'
  | 'stopping'
  | 'stopped'
  | 'destroying'
  | 'failed';

export type StepState = 'done' | 'running' | 'failed' | 'waiting';

export interface Step {
  readonly name: 'account' | 'storage' | 'container' | 'ready' | 'open';
  readonly title: string;
  readonly state: StepState;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly detail: string | null;
}

export interface Sample {
  readonly at: string;
  readonly memoryBytes: number;
  readonly cpuPercent: number;
}

export interface Computer {
  readonly handle: string;
  readonly url: string;
  readonly state: ComputerState;
  readonly cause: string | null;
  readonly since: string | null;
  readonly steps: readonly Step[];
  readonly memory: { readonly usedBytes: number; readonly limitBytes: number } | null;
  readonly cpu: { readonly percent: number; readonly limitPercent: number } | null;
  readonly disk: { readonly usedBytes: number } | null;
  readonly lastActive: string | null;
  readonly sleepsAt: string | null;
  readonly spend: {
    readonly todayUsd: number;
    readonly monthUsd: number;
    readonly dayLimitUsd: number | null;
    readonly monthLimitUsd: number | null;
    readonly resetsAt: string | null;
  } | null;
  readonly version: {
    readonly current: string;
    readonly available: string;
    readonly outdated: boolean;
  } | null;
  readonly samples: readonly Sample[];
}

export interface SiteSession {
  readonly id: string;
  readonly kind: 'site' | 'computer';
  readonly current: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
  readonly expiresAt: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  /** Whose it is when it is somebody else's, on my computer. */
  readonly handle: string | null;
  /** On whose computer; null for the site. */
  readonly computer: string | null;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export type Scope = 'account:read' | 'account:write' | 'computer:read' | 'computer:write' | 'admin';

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

export interface TotpSecret {
  readonly secret: string;
  readonly uri: string;
  /** An SVG picture. */
  readonly qr: string;
}

export interface UsageLine {
  readonly key: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

export type GuestRole = 'viewer' | 'editor';

export interface Guest {
  readonly handle: string;
  readonly role: GuestRole;
  readonly invitedAt: string;
}

export interface SharedComputer {
  readonly handle: string;
  readonly url: string;
  readonly role: GuestRole;
}

export interface DeviceRequest {
  readonly userCode: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
}
