export interface SparklineProps {
  /** What it shows and how it went, in words: a picture has no other text. */
  readonly label: string;
  readonly values: readonly number[];
  /** What the top edge stands for. */
  readonly max: number;
  readonly className?: string;
}

const WIDTH = 120;
const HEIGHT = 32;

/** The points of a line through the values, in the picture's own units. Pure. */
export function points(values: readonly number[], max: number): string {
  const step = WIDTH / Math.max(1, values.length - 1);
  return values
    .map((value, at) => {
      const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
      return `${(at * step).toFixed(1)},${(HEIGHT - 1 - share * (HEIGHT - 2)).toFixed(1)}`;
    })
    .join(' ');
}

/** How something went over the last minutes: a line without axes, beside the number it belongs to. */
export function Sparkline({ label, values, max, className = 'h-8 w-full' }: SparklineProps) {
  const line = points(values, max);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`block text-accent ${className}`}
    >
      {values.length > 1 && (
        <>
          <polygon
            points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`}
            fill="currentColor"
            opacity="0.12"
          />
          <polyline
            points={line}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
