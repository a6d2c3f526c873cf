import { describe, expect, it } from 'vitest';
import { apiQuery, changed, direction, readView, toggled, viewSearch } from './view';

const spec = {
  defaults: { q: '', status: '', sort: 'handle', cursor: '' },
  allowed: { status: ['', 'running'], sort: ['handle', '-handle'] },
};

const read = (query: string) => readView(spec, new URLSearchParams(query));

describe('a view in the address', () => {
  it('comes back as it was written', () => {
    const view = { q: 'a&b=c ü', status: 'running', sort: '-handle', cursor: 'x/+=' };
    expect(read(viewSearch(spec, view).slice(1))).toEqual(view);
  });

  it('leaves the defaults out', () => {
    expect(viewSearch(spec, spec.defaults)).toBe('');
    expect(viewSearch(spec, { ...spec.defaults, q: 'al' })).toBe('?q=al');
  });

  it('falls back where an address says what nobody knows', () => {
    expect(read('status=exploded&sort=__proto__&other=1')).toEqual(spec.defaults);
  });

  it('begins with the first page after another filter, and keeps the filter on another page', () => {
    const second = { ...spec.defaults, status: 'running', cursor: 'p2' };
    expect(changed(second, { q: 'bo' })).toEqual({ ...second, q: 'bo', cursor: '' });
    expect(changed(second, { cursor: 'p3' })).toEqual({ ...second, cursor: 'p3' });
  });

  it('asks the API only for what is set', () => {
    expect(apiQuery(read('q=b%20b'), { limit: 200 })).toBe('?q=b+b&sort=handle&limit=200');
  });
});

describe('order by a header', () => {
  it('goes up first, then down, then up again', () => {
    expect(toggled('-lastActive', 'handle')).toBe('handle');
    expect(toggled('handle', 'handle')).toBe('-handle');
    expect(toggled('-handle', 'handle')).toBe('handle');
  });

  it('is told to a screen reader', () => {
    expect(['handle', 'cpu', '-cpu'].map((sort) => direction(sort, 'cpu'))).toEqual([
      'none',
      'ascending',
      'descending',
    ]);
  });
});
