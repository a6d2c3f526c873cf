import { describe, expect, it } from 'vitest';
import { diff } from './diff';

describe('what an audited change did', () => {
  it('names only the fields that differ', () => {
    expect(diff({ role: 'user', state: 'active' }, { role: 'admin', state: 'active' })).toEqual([
      { path: 'role', kind: 'changed', before: 'user', after: 'admin' },
    ]);
  });

  it('tells what came and what went', () => {
    expect(diff({ a: 1 }, { b: true })).toEqual([
      { path: 'a', kind: 'removed', before: '1', after: null },
      { path: 'b', kind: 'added', before: null, after: 'true' },
    ]);
  });

  it('looks into nested values', () => {
    expect(diff({ quota: { day: 1, month: 5 } }, { quota: { day: 2, month: 5 } })).toEqual([
      { path: 'quota.day', kind: 'changed', before: '1', after: '2' },
    ]);
    expect(diff(null, { quota: { day: null } })).toEqual([
      { path: 'quota.day', kind: 'added', before: null, after: 'null' },
    ]);
  });

  it('reads JSON in a string, and takes other text as it is', () => {
    expect(diff('{"state":"running"}', '{"state":"stopped"}')).toEqual([
      { path: 'state', kind: 'changed', before: 'running', after: 'stopped' },
    ]);
    expect(diff('running', '{broken')).toEqual([
      { path: 'value', kind: 'changed', before: 'running', after: '{broken' },
    ]);
  });

  it('has nothing to say when nothing changed', () => {
    expect(diff(null, null)).toEqual([]);
    expect(diff({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
  });
});
