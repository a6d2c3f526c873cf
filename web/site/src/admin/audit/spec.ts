import type { ViewSpec } from '../model/view';

export interface AuditView {
  readonly [key: string]: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly since: string;
  readonly until: string;
  readonly cursor: string;
}

export const AUDIT_VIEW: ViewSpec<AuditView> = {
  defaults: { actor: '', action: '', target: '', since: '', until: '', cursor: '' },
  allowed: {},
};
