/** What must be typed before something is destroyed: the handle of one, the count of several in words as shown. */
export const phraseFor = (verb: string, targets: readonly string[]): string =>
  targets.length === 1 ? (targets[0] ?? '') : `${verb} ${targets.length}`;

/** Blanks at the ends come from pasting and change no meaning; anything else does. */
export const confirmed = (typed: string, phrase: string): boolean =>
  phrase !== '' && typed.trim() === phrase;
