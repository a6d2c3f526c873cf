import { useId, type ReactNode } from 'react';
import { squircle } from './squircle';

const OUTLINE = squircle(64);

export interface AppIconProps {
  /** The two tones of the ground, top and bottom, as CSS colours. */
  readonly tones: readonly [string, string];
  /** The symbol, drawn in a 64 × 64 box in `currentColor`. */
  readonly children: ReactNode;
  readonly size?: number;
}

/** An app's icon: a squircle with a two-tone ground, a rim of light above, and a drawn symbol. Decorative by itself. */
export function AppIcon({ tones, children, size = 48 }: AppIconProps) {
  const id = useId();
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden className="block shrink-0">
      <defs>
        <linearGradient id={`${id}g`} x1="0.1" y1="0" x2="0.5" y2="1">
          <stop offset="0" stopColor={tones[0]} />
          <stop offset="1" stopColor={tones[1]} />
        </linearGradient>
        <linearGradient id={`${id}r`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="white" stopOpacity="0.5" />
          <stop offset="0.35" stopColor="white" stopOpacity="0.06" />
          <stop offset="1" stopColor="black" stopOpacity="0.18" />
        </linearGradient>
        <clipPath id={`${id}c`}>
          <path d={OUTLINE} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${id}c)`}>
        <rect width="64" height="64" fill={`url(#${id}g)`} />
        <g color="white">{children}</g>
        <path d={OUTLINE} fill="none" stroke={`url(#${id}r)`} strokeWidth="2" />
      </g>
    </svg>
  );
}
