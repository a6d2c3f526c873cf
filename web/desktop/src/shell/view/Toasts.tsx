import { Button } from '@matrixos/ui';
import { dismiss, useToasts } from '../toast';

/** What is said in passing, above the dock. */
export function Toasts() {
  const toasts = useToasts((it) => it.toasts);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[88px] z-[8500] flex flex-col items-center gap-2"
    >
      {toasts.map(({ id, text, action }) => (
        <div
          key={id}
          className="glass rise pointer-events-auto flex items-center gap-3 rounded-panel py-2 pr-2 pl-4 shadow-3"
        >
          <span>{text}</span>
          {action && (
            <Button
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
