/** What a person calls what they signed in with, from what it says of itself. Pure; a guess, never a proof. */
export function deviceName(userAgent: string | null): string {
  if (userAgent === null || userAgent === '') return 'Unknown device';
  const tool = /^(matrixos[\w-]*|curl)\/([\d.]+)/.exec(userAgent);
  if (tool !== null)
    return `${tool[1] === 'curl' ? 'curl' : 'Command line'} ${tool[2] ?? ''}`.trim();
  const browser = first(userAgent, BROWSERS);
  const system = first(userAgent, SYSTEMS);
  if (browser === null) return system ?? 'Unknown device';
  return system === null ? browser : `${browser} on ${system}`;
}

/** The order matters: each says to be those after it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\w*\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|HeadlessChrome/, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];

const first = (text: string, list: readonly (readonly [RegExp, string])[]): string | null =>
  list.find(([sign]) => sign.test(text))?.[1] ?? null;
