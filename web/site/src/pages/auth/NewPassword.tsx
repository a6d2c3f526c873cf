import { cx, PasswordField } from '@matrixos/ui';
import { strength, type Strength } from './strength';

export interface NewPasswordProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
  /** What it must not contain. */
  readonly names?: readonly string[];
  readonly label?: string;
}

const FILL: Record<Strength['score'], string> = {
  0: '',
  1: 'bg-danger',
  2: 'bg-warn',
  3: 'bg-ok',
  4: 'bg-ok',
};

/** A password that is being chosen, with four bars that say how good it is. */
export function NewPassword({
  value,
  onChange,
  error,
  names = [],
  label = 'Password',
}: NewPasswordProps) {
  const { score, words } = strength(value, names);
  return (
    <div>
      <PasswordField
        label={label}
        name="password"
        autoComplete="new-password"
        required
        value={value}
        error={error}
        onChange={(event) => onChange(event.target.value)}
        hint={score === 0 ? 'Ten characters or more. A short sentence is good.' : undefined}
      />
      {score > 0 && error === null && (
        <div className="mt-2">
          <div aria-hidden className="flex gap-1">
            {[1, 2, 3, 4].map((bar) => (
              <span
                key={bar}
                className={cx('h-1 flex-1 rounded-full', bar <= score ? FILL[score] : 'bg-line')}
              />
            ))}
          </div>
        </div>
      )}
      <p role="status" className="mt-1 text-[13px] text-muted empty:mt-0">
        {score > 0 && error === null ? words : ''}
      </p>
    </div>
  );
}
