import { Banner, Button } from '@matrixos/ui';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import type { AuditCheck } from '../../api/admin-types';
import type { Failure } from '../../api/http';
import { oneLine } from '../../shell/words';
import { ask } from '../data/useLoad';
import { formatCount } from '../parts/format';

export type Checked =
  | { readonly kind: 'never' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly check: AuditCheck }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Has the platform follow the chain of the audit log from its first entry to its last. */
export function useVerify() {
  const [checked, setChecked] = useState<Checked>({ kind: 'never' });
  const verify = async () => {
    setChecked({ kind: 'checking' });
    const answer = await ask<AuditCheck>('/api/audit/verify');
    setChecked(
      answer.ok
        ? { kind: 'checked', check: answer.value }
        : { kind: 'failed', failure: answer.failure },
    );
  };
  return { checked, verify };
}

export const VerifyButton = (props: {
  readonly checked: Checked;
  readonly onVerify: () => void;
}) => (
  <Button disabled={props.checked.kind === 'checking'} onClick={props.onVerify}>
    <Link2 size={15} aria-hidden />
    {props.checked.kind === 'checking' ? 'Verifying…' : 'Verify the chain'}
  </Button>
);

/** What came of it. It is there, empty, before: else a screen reader would not hear it. */
export function VerifyResult({ checked }: { readonly checked: Checked }) {
  return (
    <div role="status" aria-label="Verification" className="mb-4 empty:hidden">
      {checked.kind === 'failed' && (
        <Banner tone="warn" title="The chain was not verified.">
          {oneLine(checked.failure)}
        </Banner>
      )}
      {checked.kind === 'checked' && <Outcome check={checked.check} />}
    </div>
  );
}

function Outcome({ check }: { readonly check: AuditCheck }) {
  if (!check.ok) {
    return (
      <Banner
        tone="danger"
        title={
          check.brokenAt === null
            ? 'The chain is broken.'
            : `The chain is broken at entry ${formatCount(check.brokenAt)}.`
        }
      >
        From there on, entries may have been changed or taken out. Compare with a backup.
      </Banner>
    );
  }
  return (
    <Banner title={`The chain is whole: ${formatCount(check.entries)} entries.`}>
      No entry was changed or taken out.
      {check.head !== null && (
        <>
          {' '}
          Head <code className="font-mono text-[12px] break-all">{check.head}</code>
        </>
      )}
    </Banner>
  );
}
