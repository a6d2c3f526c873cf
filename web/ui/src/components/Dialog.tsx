import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton';

export interface DialogProps {
  readonly title: string;
  /** What it is about, in a sentence or two. */
  readonly lead?: ReactNode;
  readonly open: boolean;
  readonly onClose: () => void;
  /** What it shows cannot be shown again: a stray click beside it must not close it. */
  readonly firm?: boolean;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A question or a form above the page. Escape and the cross close it; the focus goes back where it was. */
export function Dialog(props: DialogProps) {
  const { title, lead, open, onClose, firm = false, children, className = 'max-w-[440px]' } = props;
  return (
    <Radix.Root open={open} onOpenChange={(wish) => !wish && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-[8000] bg-[oklch(0.2_0.02_40/0.45)]" />
        <Radix.Content
          {...(lead === undefined ? { 'aria-describedby': undefined } : {})}
          onPointerDownOutside={(event) => firm && event.preventDefault()}
          className={`rise fixed inset-x-4 top-[8dvh] z-[8001] mx-auto max-h-[84dvh] overflow-auto rounded-panel border border-line bg-surface p-6 shadow-3 max-sm:p-5 ${className}`}
        >
          <div className="mb-4 flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-[17px] leading-6 font-semibold tracking-[-0.01em]">
                {title}
              </Radix.Title>
              {lead !== undefined && (
                <Radix.Description className="mt-1 text-muted">{lead}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton icon={X} label="Close" className="-mt-1 -mr-2" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
