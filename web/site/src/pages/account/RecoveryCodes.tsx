import { Button, CopyButton, Dialog } from '@matrixos/ui';
import { Download } from 'lucide-react';

export interface RecoveryCodesProps {
  readonly handle: string;
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Ten codes, shown once. */
export function RecoveryCodes({ handle, codes, onClose }: RecoveryCodesProps) {
  const text = `${codes.join('\n')}\n`;
  return (
    <Dialog
      open
      firm
      onClose={onClose}
      title="Keep these codes"
      lead="Each of them gets you in once, when you do not have your app. They are shown only now: put them where you keep what matters."
    >
      <ol
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-control bg-sunken p-4 font-mono max-[420px]:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <CopyButton text={text} label="Copy codes" />
        <Button onClick={() => download(`matrix-os-codes-of-${handle}.txt`, text)}>
          <Download size={16} aria-hidden />
          Download
        </Button>
        <Button kind="primary" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </Dialog>
  );
}

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
