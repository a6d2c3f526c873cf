import { describe, expect, it } from 'vitest';
import { EMPTY, KEEP, logged, matching, plain, type Log, type LogAction } from './log';

const after = (...actions: LogAction[]): Log => actions.reduce(logged, EMPTY);
const texts = (lines: Log['lines']) => lines.map(({ text }) => text);

describe('a live log', () => {
  it('holds what comes while paused and shows it after', () => {
    const paused = after(
      { type: 'lines', texts: ['one'] },
      { type: 'pause', on: true },
      { type: 'lines', texts: ['two', 'three'] },
    );
    expect(texts(paused.lines)).toEqual(['one']);
    expect(texts(paused.held)).toEqual(['two', 'three']);
    const on = logged(paused, { type: 'pause', on: false });
    expect(texts(on.lines)).toEqual(['one', 'two', 'three']);
    expect(on.held).toEqual([]);
  });

  it('keeps the newest lines only, and no id twice', () => {
    const many = Array.from({ length: KEEP + 2 }, (_, i) => `${i}`);
    const log = after({ type: 'lines', texts: many }, { type: 'lines', texts: ['last'] });
    expect(log.lines).toHaveLength(KEEP);
    expect(log.lines[0]?.text).toBe('3');
    expect(new Set(log.lines.map(({ id }) => id)).size).toBe(KEEP);
  });

  it('does not show the tail twice when the stream begins anew', () => {
    const log = after(
      { type: 'lines', texts: ['one', 'two'] },
      { type: 'restart' },
      { type: 'lines', texts: ['one', 'two', 'three'] },
    );
    expect(texts(log.lines)).toEqual(['one', 'two', 'three']);
    expect(log.lines[0]?.id, 'a new line, so a new id').toBe(2);
  });

  it('shows text without colours, cursor moves and titles', () => {
    expect(plain('\u001b[1;31mfailed\u001b[0m\r')).toBe('failed');
    expect(plain('\u001b]0;title\u0007ok \u001b[2Kdone')).toBe('ok done');
    expect(plain('a [1m b')).toBe('a [1m b');
  });

  it('finds without minding case', () => {
    const { lines } = after({ type: 'lines', texts: ['GET /health', 'ready', 'Get /files'] });
    expect(texts(matching(lines, ' get '))).toEqual(['GET /health', 'Get /files']);
    expect(matching(lines, '')).toBe(lines);
  });
});
