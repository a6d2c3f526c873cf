import { describe, expect, it } from 'vitest';
import { confirmed, phraseFor } from './confirm';

describe('confirming by typing', () => {
  it('asks for the handle of one and for the count of several', () => {
    expect(phraseFor('destroy', ['alice'])).toBe('alice');
    expect(phraseFor('destroy', ['alice', 'bob', 'cy'])).toBe('destroy 3');
  });

  it('takes nothing but the phrase', () => {
    expect(confirmed(' alice ', 'alice')).toBe(true);
    for (const typed of ['', 'Alice', 'alic', 'alice bob']) {
      expect(confirmed(typed, 'alice')).toBe(false);
    }
    expect(confirmed('', phraseFor('destroy', [''])), 'nothing confirms nothing').toBe(false);
  });
});
