import { describe, expect, it } from 'vitest';
import type { Result } from '../../api/http';
import { Doer, type Send } from './doer';

const DONE: Result<unknown> = { ok: true, value: null, etag: null };
const LOST: Result<unknown> = { ok: false, failure: { kind: 'unreachable' } };
const BROKEN: Result<unknown> = { ok: false, failure: { kind: 'broken', status: 502 } };

/** A platform that gives the answers it was told to, and remembers what it was asked. */
class ScriptedPlatform {
  readonly asked: string[] = [];
  private readonly answers: Result<unknown>[];
  constructor(...answers: Result<unknown>[]) {
    this.answers = answers;
  }
  readonly send: Send = (verb, handle, key) => {
    this.asked.push(`${verb} ${handle} ${key}`);
    return Promise.resolve(this.answers.shift() ?? DONE);
  };
}

const doer = (platform: ScriptedPlatform) => {
  let last = 0;
  return new Doer(
    platform.send,
    () => `k${++last}`,
    ({ kind }) => kind,
  );
};

describe('carrying a verb out', () => {
  it('repeats with the same key when no answer came', async () => {
    const platform = new ScriptedPlatform(LOST, DONE);
    const { act } = doer(platform);
    expect(await act('stop', 'ann')).toMatch(/not known/);
    expect(await act('stop', 'ann')).toBeUndefined();
    expect(platform.asked).toEqual(['stop ann k1', 'stop ann k1']);
  });

  it('takes a new key after every answer, and for every other wish', async () => {
    const platform = new ScriptedPlatform(BROKEN, DONE, DONE, DONE);
    const { act } = doer(platform);
    expect(await act('stop', 'ann')).toBe('broken');
    await act('stop', 'ann');
    await act('start', 'ann');
    await act('stop', 'bob');
    expect(platform.asked).toEqual(['stop ann k1', 'stop ann k2', 'start ann k3', 'stop bob k4']);
  });
});
