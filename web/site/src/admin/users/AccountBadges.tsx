import { Badge, StatePill, type StateTone } from '@matrixos/ui';
import { ShieldCheck } from 'lucide-react';
import type { AccountState, Role } from '../../api/types';

export const RoleBadge = ({ role }: { readonly role: Role }) =>
  role === 'admin' ? (
    <Badge tone="accent" icon={ShieldCheck}>
      Admin
    </Badge>
  ) : (
    <Badge>User</Badge>
  );

const STATES: Readonly<Record<AccountState, readonly [string, StateTone]>> = {
  active: ['Active', 'ok'],
  suspended: ['Suspended', 'danger'],
  leaving: ['Leaving', 'warn'],
};

export function AccountStatePill({ state }: { readonly state: AccountState }) {
  const [word, tone] = STATES[state];
  return <StatePill tone={tone}>{word}</StatePill>;
}
