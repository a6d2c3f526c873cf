/** A colour as lightness (0–1), chroma (0–0.37) and hue (degrees): equal steps look equal, which sRGB does not give. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** Red, green and blue in 0–1. */
export type Rgb = readonly [number, number, number];

export const oklch = (l: number, c: number, h: number): Oklch => ({ l, c, h });

/** The colour as CSS text. */
export const toCss = ({ l, c, h }: Oklch): string => `oklch(${l} ${c} ${h})`;

/** Linear-light sRGB, unclamped: values outside 0–1 are out of gamut. Matrices are those of the OKLab definition. */
export function toLinear({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

const encode = (linear: number): number =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;

/** Gamma-encoded sRGB, clamped into gamut. */
export function toRgb(colour: Oklch): Rgb {
  const [r, g, b] = toLinear(colour);
  return [encode(clamp(r)), encode(clamp(g)), encode(clamp(b))];
}

/** `#rrggbb`, for the terminal, whose colour parser knows no oklch(). */
export const toHex = (colour: Oklch): string =>
  `#${toRgb(colour)
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

function luminance(colour: Oklch): number {
  const [r, g, b] = toLinear(colour).map(clamp) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio, 1–21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [bright, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [
    number,
    number,
  ];
  return (bright + 0.05) / (dark + 0.05);
}
