import { oklch, toRgb, type Mode, type Oklch } from '@matrixos/ui';

interface Light {
  /** 0–1 across the picture. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly colour: Oklch;
}

const GROUND: Record<Mode, Oklch> = {
  light: oklch(0.93, 0.028, 62),
  dark: oklch(0.185, 0.022, 335),
};

/** Dawn and dusk over the same landscape: apricot low, rose in the middle, a cool breath above. */
const LIGHTS: Record<Mode, readonly Light[]> = {
  light: [
    { x: 0.12, y: 0.95, reach: 0.46, colour: oklch(0.86, 0.085, 58) },
    { x: 0.55, y: 1.1, reach: 0.42, colour: oklch(0.82, 0.09, 28) },
    { x: 0.95, y: 0.75, reach: 0.4, colour: oklch(0.83, 0.07, 358) },
    { x: 0.72, y: 0.3, reach: 0.36, colour: oklch(0.9, 0.04, 20) },
    { x: 0.9, y: -0.05, reach: 0.42, colour: oklch(0.88, 0.035, 300) },
    { x: 0.2, y: 0.1, reach: 0.46, colour: oklch(0.95, 0.025, 80) },
  ],
  dark: [
    { x: 0.1, y: 1.0, reach: 0.42, colour: oklch(0.36, 0.085, 30) },
    { x: 0.55, y: 1.15, reach: 0.36, colour: oklch(0.42, 0.1, 45) },
    { x: 0.98, y: 0.85, reach: 0.4, colour: oklch(0.31, 0.085, 0) },
    { x: 0.7, y: 0.3, reach: 0.36, colour: oklch(0.235, 0.06, 330) },
    { x: 0.92, y: -0.05, reach: 0.4, colour: oklch(0.21, 0.05, 290) },
    { x: 0.15, y: 0.05, reach: 0.46, colour: oklch(0.17, 0.03, 320) },
  ],
};

/** Small numbers from a name, so that each computer has its own landscape and always the same one. */
export function* seeded(name: string): Generator<number, never> {
  let state = 2166136261;
  for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619);
  for (;;) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    yield ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  }
}

/**
 * A mesh gradient as RGBA pixels. Colours are mixed in OKLab, where the way between two of them is never muddy, and
 * dithered by half a step, so that the slow slopes do not show as bands.
 */
export function mesh(
  mode: Mode,
  name: string,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const random = seeded(name);
  const shift = (): number => (random.next().value - 0.5) * 0.14;
  const lights = LIGHTS[mode].map((it) => ({ ...it, x: it.x + shift(), y: it.y + shift() }));
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const colour = toRgb(blend(mode, lights, column / width, row / height));
      const at = (row * width + column) * 4;
      const noise = random.next().value - 0.5;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = (colour[channel] ?? 0) * 255 + noise;
      }
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

function blend(mode: Mode, lights: readonly Light[], x: number, y: number): Oklch {
  // A slow wave bends the field, so that no light looks like a circle.
  const u = x + 0.05 * Math.sin(y * 4.2 + 1.3) + 0.02 * Math.sin(y * 9 + x * 5);
  const v = y + 0.06 * Math.sin(x * 3.6 + 0.4);
  const ground = GROUND[mode];
  let weight = 0.16;
  let l = ground.l * weight;
  let [a, b] = axes(ground, weight);
  for (const light of lights) {
    const distance = ((u - light.x) ** 2 + (v - light.y) ** 2) / light.reach ** 2;
    const share = Math.exp(-2 * distance);
    const [da, db] = axes(light.colour, share);
    weight += share;
    l += light.colour.l * share;
    a += da;
    b += db;
  }
  return { l: l / weight, c: Math.hypot(a, b) / weight, h: (Math.atan2(b, a) * 180) / Math.PI };
}

const axes = ({ c, h }: Oklch, share: number): [number, number] => [
  c * Math.cos((h * Math.PI) / 180) * share,
  c * Math.sin((h * Math.PI) / 180) * share,
];
