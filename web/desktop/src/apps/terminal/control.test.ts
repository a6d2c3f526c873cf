import { expect, test } from 'vitest';
import { withControl } from './control';

test.each([
  ['c', '\x03'],
  ['C', '\x03'],
  ['[', '\x1b'],
  [' ', '\0'],
  ['1', undefined],
  ['', undefined],
  ['cd', undefined],
])('Ctrl with %o sends %o', (char, code) => {
  expect(withControl(char)).toBe(code);
});
