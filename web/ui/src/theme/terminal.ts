import { derive, HOUSE, type Mode } from './derive';
import { oklch, toHex, type Oklch } from './oklch';

const HUES = { red: 25, green: 150, yellow: 80, blue: 255, magenta: 345, cyan: 205 } as const;

type Hue = keyof typeof HUES;
type Palette = Readonly<Record<Hue | 'background' | 'foreground', Oklch>>;

/** The six hues of a terminal at one lightness, so that no colour of a program is unreadable on our ground. */
export function ansi(mode: Mode): Palette {
  const tokens = derive(HOUSE, mode);
  const [l, c] = mode === 'light' ? [0.5, 0.13] : [0.78, 0.11];
  const hues = Object.entries(HUES).map(([name, h]) => [name, oklch(l, c, h)]);
  return {
    ...(Object.fromEntries(hues) as Record<Hue, Oklch>),
    background: tokens.surface,
    foreground: tokens.text,
  };
}

const capitalise = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The terminal's theme as hex colours under the names xterm uses. */
export function terminalTheme(mode: Mode): Record<string, string> {
  const tokens = derive(HOUSE, mode);
  const { background, foreground, ...hues } = ansi(mode);
  const shift = mode === 'light' ? -0.06 : 0.07;
  const bright = Object.entries(hues).map(([name, { l, c, h }]) => [
    `bright${capitalise(name)}`,
    toHex(oklch(l + shift, c, h)),
  ]);
  return {
    ...Object.fromEntries(Object.entries(hues).map(([name, colour]) => [name, toHex(colour)])),
    ...(Object.fromEntries(bright) as Record<string, string>),
    background: toHex(background),
    foreground: toHex(foreground),
    cursor: toHex(tokens.accent),
    cursorAccent: toHex(background),
    selectionBackground: toHex(
      mode === 'light' ? oklch(0.88, 0.05, HOUSE.accent) : oklch(0.38, 0.06, HOUSE.accent),
    ),
    black: toHex(oklch(mode === 'light' ? 0.3 : 0.32, 0.01, HOUSE.base)),
    brightBlack: toHex(oklch(mode === 'light' ? 0.5 : 0.65, 0.015, HOUSE.base)),
    white: toHex(oklch(mode === 'light' ? 0.45 : 0.85, 0.01, HOUSE.base)),
    brightWhite: toHex(oklch(mode === 'light' ? 0.25 : 0.98, 0.005, HOUSE.base)),
  };
}
