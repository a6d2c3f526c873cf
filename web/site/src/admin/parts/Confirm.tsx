import { Button, cx, Dialog, Field } from '@matrixos/ui';
import { useState, type ReactNode } from 'react';
import { confirmed } from '../model/confirm';

export interface ConfirmProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly yes: string;
  readonly danger?: boolean;
  /** What must be typed first. */
  readonly phrase?: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done that ends or destroys what is somebody's. It is mounted while it is open. */
export function Confirm(props: ConfirmProps) {
  const [typed, setTyped] = useState('');
  const { phrase, danger = false, busy = false } = props;
  const ready = !busy && (phrase === undefined || confirmed(typed, phrase));
  return (
    <Dialog title={props.title} lead={props.lead} open onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) props.onYes();
        }}
      >
        {props.children}
        {phrase !== undefined && (
          <Field
            label={`Type “${phrase}” to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            type="submit"
            kind="primary"
            disabled={!ready}
            className={cx(danger && 'bg-danger! text-surface! hover:opacity-90')}
          >
            {props.yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
