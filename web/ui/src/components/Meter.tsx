export interface MeterProps {
  readonly label: string;
  /** 0–1. */
  readonly value: number;
  /** The value in words, read out instead of a bare percentage. */
  readonly text: string;
  readonly className?: string;
}

/** Below this share nothing is worth a colour; above the second it is nearly full. */
const WARN_AT = 0.8;
const DANGER_AT = 0.93;

const tone = (value: number): string => {
  if (value >= DANGER_AT) return 'bg-danger';
  return value >= WARN_AT ? 'bg-warn' : 'bg-accent';
};

/** A bar that says how full something is. */
export function Meter({ label, value, text, className = 'h-1.5 w-full' }: MeterProps) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
      className={`overflow-hidden rounded-full bg-line ${className}`}
    >
      <div
        className={`h-full rounded-full transition-[width] duration-200 ${tone(share)}`}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
