import { Field } from '@matrixos/ui';
import { Check } from 'lucide-react';
import { sentence } from '../../api/useSend';
import { useHandleCheck } from './useHandleCheck';

export interface HandleFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the platform said when it was sent. */
  readonly error: string | null;
  readonly domain: string;
}

/** The name of a person and of the computer, with whether it is free while one types. */
export function HandleField({ value, onChange, error, domain }: HandleFieldProps) {
  const answer = useHandleCheck(value);
  const refused =
    answer?.available === false ? sentence(answer.message ?? 'This name is not free') : null;
  return (
    <Field
      label="Handle"
      name="handle"
      autoComplete="username"
      autoCapitalize="off"
      spellCheck={false}
      required
      maxLength={32}
      value={value}
      error={error ?? refused}
      onChange={(event) => onChange(event.target.value.toLowerCase().trim())}
      after={
        <span className="pr-3 text-muted" aria-hidden>
          .{domain}
        </span>
      }
      hint={
        <span role="status">
          {answer?.available === true ? (
            <span className="inline-flex items-center gap-1.5 text-ok">
              <Check size={14} strokeWidth={2.25} aria-hidden />
              <span>{answer.address} is free</span>
            </span>
          ) : (
            <span>
              {value === ''
                ? 'Your name here, and the address of your computer.'
                : `Your computer will be at ${value}.${domain}`}
            </span>
          )}
        </span>
      }
    />
  );
}
