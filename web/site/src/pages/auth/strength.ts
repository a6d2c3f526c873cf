/** How hard a password is to guess, as a hint while typing. What is allowed is the platform's to say. */
export interface Strength {
  /** 0 (nothing yet) to 4. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly words: string;
}

/** The platform's own rule. */
export const SHORTEST = 10;

const EASY = /^(?:password|passwort|qwert|letmein|welcome|admin|matrix)|1234|abcd|(.)\1\1\1/i;

/** Pure. Length counts most: a short sentence is better than `P4ssw0rd!`. */
export function strength(password: string, names: readonly string[]): Strength {
  // Code points, as the platform counts.
  const length = Array.from(password).length;
  if (length === 0) return { score: 0, words: '' };
  if (length < SHORTEST) {
    const missing = SHORTEST - length;
    return { score: 1, words: `${missing} more character${missing === 1 ? '' : 's'} needed` };
  }
  const lower = password.toLowerCase();
  if (names.some((name) => name.length >= 3 && lower.includes(name.toLowerCase()))) {
    return { score: 1, words: 'Must not contain your handle or e-mail address' };
  }
  if (EASY.test(password) || new Set(lower).size < 5) {
    return { score: 1, words: 'Easy to guess. Three or four words make a good one' };
  }
  if (length < 13) return { score: 2, words: 'Fair. A few more letters make it strong' };
  return length < 18 ? { score: 3, words: 'Strong' } : { score: 4, words: 'Very strong' };
}
