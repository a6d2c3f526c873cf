import { describe, expect, it } from 'vitest';
import { asksFirst, hindrance, VERBS, type Verb } from './verbs';

const ALL = Object.keys(VERBS) as Verb[];
const possible = (state: string) => ALL.filter((verb) => hindrance(verb, state) === undefined);

describe('what can be done to a computer', () => {
  it('depends on its state', () => {
    expect(possible('running')).toEqual(['stop', 'restart', 'update', 'destroy']);
    expect(possible('frozen')).toEqual(ALL);
    expect(possible('stopped')).toEqual(['start', 'update', 'destroy']);
    expect(possible('failed')).toEqual(['start', 'restart', 'update', 'destroy']);
  });

  it('is only to destroy it while something else is under way', () => {
    for (const state of ['queued', 'provisioning', 'starting', 'stopping']) {
      expect(possible(state)).toEqual(['destroy']);
    }
    expect(possible('destroying')).toEqual([]);
  });
});

describe('asking first', () => {
  it('is for destroying, and for several that would lose their programs', () => {
    expect(ALL.filter((verb) => asksFirst(verb, 1))).toEqual(['destroy']);
    expect(ALL.filter((verb) => asksFirst(verb, 2))).toEqual([
      'stop',
      'restart',
      'update',
      'destroy',
    ]);
  });
});
