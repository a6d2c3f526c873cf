import { expect, it } from 'vitest';
import { dollars } from './money';

it.each([
  [0, '$0.00'],
  [0.000_12, '$0.0001'],
  [0.004, '$0.0040'],
  [0.01, '$0.01'],
  [2.481_337, '$2.48'],
  [1234.5, '$1,234.50'],
])('%d is %s', (amount, words) => expect(dollars(amount)).toBe(words));
