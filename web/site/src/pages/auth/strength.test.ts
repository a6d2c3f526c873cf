import { describe, expect, it } from 'vitest';
import { strength } from './strength';

describe('strength of a password', () => {
  it('says nothing of nothing', () => expect(strength('', [])).toEqual({ score: 0, words: '' }));

  it('counts what is missing, in characters as people see them', () => {
    expect(strength('short', []).words).toBe('5 more characters needed');
    expect(strength('ninechars', []).words).toBe('1 more character needed');
    expect(strength('🦊🦊🦊🦊🦊🦊🦊🦊🦊', []).words).toBe('1 more character needed');
  });

  it('refuses names, but not when they are not typed yet', () => {
    expect(strength('alice-in-the-garden', ['alice', '']).score).toBe(1);
    expect(strength('Alice-in-the-garden', ['alice']).score).toBe(1);
    expect(strength('a garden in the rain', ['al', '']).score).toBe(4);
  });

  it.each(['password1234567', 'aaaaaaaaaaaaaaa', 'xyxyxyxyxyxyxy', 'qwertyuiopasdf'])(
    'finds %s easy',
    (easy) => expect(strength(easy, []).score).toBe(1),
  );

  it('grows with the length', () => {
    const scores = ['copper-lamp', 'copper-lamp-sky', 'copper-lamp-sky-river'].map(
      (it) => strength(it, []).score,
    );
    expect(scores).toEqual([2, 3, 4]);
  });
});
