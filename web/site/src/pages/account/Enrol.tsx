import { Button, CopyButton, Dialog, Field } from '@matrixos/ui';
import { useState } from 'react';
import type { TotpSecret } from '../../api/types';
import { faultOf, useSend } from '../../api/useSend';
import { Form } from '../../shell/Form';

export interface EnrolProps {
  readonly secret: TotpSecret;
  readonly onDone: (codes: readonly string[]) => void;
  readonly onClose: () => void;
}

/** The app learns the secret, and shows that it did. */
export function Enrol({ secret, onDone, onClose }: EnrolProps) {
  const sending = useSend();
  const [code, setCode] = useState('');

  const confirm = async (): Promise<void> => {
    const answer = await sending.send<{ readonly recoveryCodes: readonly string[] }>(
      '/api/me/totp/confirm',
      { method: 'POST', body: { code: code.trim() } },
    );
    if (answer?.ok === true) onDone(answer.value.recoveryCodes);
  };

  return (
    <Dialog
      open
      firm
      onClose={onClose}
      title="Scan with your app"
      lead="Any app for one-time codes will do. Then enter the code that it shows."
    >
      <div className="flex flex-wrap items-center gap-5">
        {/* As a picture and not as markup: whatever stands in it, it cannot act on this page. */}
        <img
          src={`data:image/svg+xml;utf8,${encodeURIComponent(secret.qr)}`}
          alt="QR code with the secret; it also stands beside in letters"
          width={168}
          height={168}
          className="rounded-control border border-line bg-[#fff]"
        />
        <div className="min-w-0 flex-[1_1_150px]">
          <p className="text-[13px] text-muted">Or type this secret into the app</p>
          <p className="mt-1 mb-3 font-mono text-[13px] break-all">
            {secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </p>
          <CopyButton text={secret.secret} label="Copy secret" />
        </div>
      </div>
      <div className="mt-5">
        <Form sending={sending} fields={['code']} onSubmit={() => void confirm()}>
          <Field
            label="Code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            error={faultOf(sending.failure, 'code')}
            onChange={(event) => setCode(event.target.value)}
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" type="submit" disabled={sending.busy || code.trim() === ''}>
              Turn it on
            </Button>
          </div>
        </Form>
      </div>
    </Dialog>
  );
}
