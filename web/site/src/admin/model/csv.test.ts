import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csv } from './csv';

describe('CSV', () => {
  it('comes back as it was, with quotes, commas and line breaks', () => {
    const rows = [
      ['a "quoted", cell', 'two\nlines'],
      ['', 'ü €'],
    ];
    expect(Papa.parse(csv(['x', 'y'], rows)).data).toEqual([['x', 'y'], ...rows]);
  });

  it('leaves what is not known empty', () => {
    expect(csv(['a', 'b'], [[null, 3]])).toBe('a,b\r\n,3');
  });

  it('lets no cell be a formula', () => {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) {
      const [, row] = Papa.parse<string[]>(csv(['cause'], [[formula]])).data;
      expect(row?.[0]).toBe(`'${formula}`);
    }
  });
});
