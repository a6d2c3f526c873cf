import { Banner } from '@matrixos/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { faultBeside, type Sending } from '../api/useSend';
import { words } from './words';

export interface FormProps {
  readonly sending: Sending;
  /** The fields that show what is wrong with them. */
  readonly fields: readonly string[];
  readonly onSubmit: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A form that says what went wrong above its fields, and puts the focus on the field at fault. */
export function Form({ sending, fields, onSubmit, label, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { failure, busy } = sending;
  const beside = faultBeside(failure, fields);

  useEffect(() => {
    if (failure !== null) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failure]);

  return (
    <form
      ref={form}
      noValidate
      aria-label={label}
      aria-busy={busy}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {beside !== null && (
        <Banner tone="danger" role="alert" title={words(beside).cause}>
          {words(beside).effect || undefined}
        </Banner>
      )}
      {children}
    </form>
  );
}
