import { Button, CopyButton, Dialog } from '@matrixos/ui';
import { moment } from '../model/time';
import type { OneTimeLink } from '../data/wire';

export interface OneTimeLinkDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly link: OneTimeLink;
  readonly onClose: () => void;
}

/** Shows a link that works once and is not shown again. */
export const OneTimeLinkDialog = ({ title, lead, link, onClose }: OneTimeLinkDialogProps) => (
  <Dialog title={title} lead={lead} open onClose={onClose} firm className="max-w-[520px]">
    <label htmlFor="one-time-link" className="mb-1.5 block font-medium">
      One-time link
    </label>
    <textarea
      id="one-time-link"
      readOnly
      rows={3}
      value={link.url}
      onFocus={(event) => event.target.select()}
      className="w-full resize-none rounded-control border border-line-strong bg-sunken px-3 py-2 font-mono text-[12px] break-all"
    />
    <p className="mt-1 text-[13px] text-muted">
      It works once{link.expiresAt !== null && ` and until ${moment(link.expiresAt)}`}. Whoever has
      it can set the password.
    </p>
    <div className="mt-5 flex flex-wrap justify-end gap-2">
      <CopyButton text={link.url} label="Copy link" />
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    </div>
  </Dialog>
);
