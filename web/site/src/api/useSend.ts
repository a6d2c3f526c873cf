import { useState } from 'react';
import { call, type Call, type Failure, type Result } from './http';
import { loadSession } from './session';

export interface Sending {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Sends one wish; a second one while the first is under way is not sent. */
  readonly send: <T>(path: string, asked: Call) => Promise<Result<T> | null>;
  readonly fail: (failure: Failure | null) => void;
}

/** One form's way to the platform: whether it is under way, and why it failed last. */
export function useSend(): Sending {
  const [busy, setBusy] = useState(false);
  const [failure, fail] = useState<Failure | null>(null);

  const send = async <T>(path: string, asked: Call): Promise<Result<T> | null> => {
    if (busy) return null;
    setBusy(true);
    fail(null);
    const answer = await call<T>(path, asked);
    setBusy(false);
    if (!answer.ok) {
      fail(answer.failure);
      // The page itself then asks to sign in, and comes back here.
      if (answer.failure.kind === 'signed-out') void loadSession();
    }
    return answer;
  };

  return { busy, failure, send, fail };
}

/** The platform writes fragments ("password must be …"); a page speaks in sentences. Pure. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return text === '' || /[.!?…]$/.test(text) ? begun : `${begun}.`;
}

/** What is wrong with one field, in the platform's words. Pure. */
export const faultOf = (failure: Failure | null, field: string): string | null =>
  failure?.kind === 'refused' && failure.field === field ? sentence(failure.detail) : null;

/** What is wrong beside the fields that show their own fault. Pure. */
export function faultBeside(failure: Failure | null, fields: readonly string[]): Failure | null {
  if (failure?.kind !== 'refused' || failure.field === null) return failure;
  return fields.includes(failure.field) ? null : failure;
}
