import { Banner, Notice } from '@matrixos/ui';
import { CircleAlert, CloudOff } from 'lucide-react';
import type { Failure } from '../../api/http';
import { oneLine, words } from '../../shell/words';

/** In the place of what could not be loaded. */
export function Failed(props: { readonly failure: Failure; readonly onRetry: () => void }) {
  const { cause, effect } = words(props.failure);
  return (
    <div className="py-6">
      <Notice
        icon={props.failure.kind === 'unreachable' ? CloudOff : CircleAlert}
        title={cause}
        role="alert"
        action={{ label: 'Try again', run: props.onRetry }}
      >
        {effect}
      </Notice>
    </div>
  );
}

/** Above what is still shown from before. */
export const Stale = (props: { readonly failure: Failure; readonly onRetry: () => void }) => (
  <Banner
    tone="warn"
    title="What you see is the last that is known."
    action={{ label: 'Try again', run: props.onRetry }}
    className="mb-3"
  >
    {oneLine(props.failure)}
  </Banner>
);

/** Where lines will be. */
export const Lines = ({ count, label }: { readonly count: number; readonly label: string }) => (
  <div aria-busy="true" aria-label={label} role="status" className="flex flex-col gap-3 py-2">
    {Array.from({ length: count }, (_, i) => (
      <div key={i} className="skeleton h-9 w-full rounded-control" />
    ))}
  </div>
);
