import { oklch, type Oklch } from './oklch';

/** What a theme is made from. Everything a person sees follows from these three numbers and the mode. */
export interface ThemeSeed {
  /** Hue that tints the greys, degrees. */
  readonly base: number;
  /** Hue of what can be pressed and of what is chosen, degrees. */
  readonly accent: number;
  /** 1 is the normal theme; above it, text moves away from its ground. */
  readonly contrast: number;
}

export type Mode = 'light' | 'dark';

/** The house colours: warm paper greys and a mulberry accent. */
export const HOUSE: ThemeSeed = { base: 48, accent: 352, contrast: 1 };

export type TokenName =
  | 'canvas'
  | 'surface'
  | 'raised'
  | 'sunken'
  | 'hover'
  | 'line'
  | 'line-strong'
  | 'text'
  | 'muted'
  | 'accent'
  | 'accent-hover'
  | 'on-accent'
  | 'accent-soft'
  | 'on-accent-soft'
  | 'ok'
  | 'warn'
  | 'danger'
  | 'danger-soft'
  | 'focus';
export type Tokens = Readonly<Record<TokenName, Oklch>>;

function light({ base, accent, contrast }: ThemeSeed): Tokens {
  return {
    canvas: oklch(0.93, 0.02, base),
    surface: oklch(0.992, 0.003, base),
    raised: oklch(0.998, 0.002, base),
    sunken: oklch(0.968, 0.007, base),
    hover: oklch(0.94, 0.01, base),
    line: oklch(0.9, 0.011, base),
    'line-strong': oklch(0.8, 0.014, base),
    text: oklch(0.27 / contrast, 0.018, base),
    muted: oklch(0.485 / contrast, 0.02, base),
    accent: oklch(0.5, 0.135, accent),
    'accent-hover': oklch(0.45, 0.135, accent),
    'on-accent': oklch(0.99, 0.006, accent),
    'accent-soft': oklch(0.935, 0.03, accent),
    'on-accent-soft': oklch(0.4 / contrast, 0.12, accent),
    ok: oklch(0.5, 0.1, 155),
    warn: oklch(0.52, 0.11, 65),
    danger: oklch(0.5, 0.17, 27),
    'danger-soft': oklch(0.945, 0.025, 27),
    focus: oklch(0.58, 0.15, accent),
  };
}

function dark({ base, accent, contrast }: ThemeSeed): Tokens {
  return {
    canvas: oklch(0.17, 0.014, base),
    surface: oklch(0.215, 0.009, base),
    raised: oklch(0.262, 0.011, base),
    sunken: oklch(0.188, 0.009, base),
    hover: oklch(0.305, 0.013, base),
    line: oklch(0.318, 0.012, base),
    'line-strong': oklch(0.43, 0.014, base),
    text: oklch(Math.min(1, 0.935 * contrast), 0.008, base),
    muted: oklch(Math.min(1, 0.735 * contrast), 0.014, base),
    accent: oklch(0.78, 0.1, accent),
    'accent-hover': oklch(0.83, 0.09, accent),
    'on-accent': oklch(0.22, 0.05, accent),
    'accent-soft': oklch(0.325, 0.05, accent),
    'on-accent-soft': oklch(Math.min(1, 0.88 * contrast), 0.06, accent),
    ok: oklch(0.78, 0.12, 155),
    warn: oklch(0.82, 0.11, 75),
    danger: oklch(0.75, 0.13, 25),
    'danger-soft': oklch(0.3, 0.05, 25),
    focus: oklch(0.74, 0.12, accent),
  };
}

/** All colours of one mode. Pure: the same seed gives the same theme everywhere. */
export const derive = (seed: ThemeSeed, mode: Mode): Tokens =>
  mode === 'light' ? light(seed) : dark(seed);
