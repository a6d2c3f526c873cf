/** What Ctrl with a character sends: the character's code without its upper bits; none where there is no such code. */
export function withControl(char: string): string | undefined {
  if (char === ' ') return '\0';
  const code = char.toUpperCase().charCodeAt(0);
  return char.length === 1 && code >= 0x40 && code <= 0x5f
    ? String.fromCharCode(code & 0x1f)
    : undefined;
}
