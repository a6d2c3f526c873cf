import { describe, expect, it, test } from 'vitest';
import type { FileEntry } from '../../net/api';
import { resolvePath } from '../preview/resolve';
import { arrange, crumbs, joinPath, kindOf, parentOf, sortBy, type FileKind } from './model';

const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
  name,
  kind: 'file',
  size: 0,
  modified: '2026-01-01T00:00:00Z',
  hidden: name.startsWith('.'),
  ...more,
});

const ENTRIES = [
  entry('img10.png', { size: 5 }),
  entry('img2.png', { size: 9, modified: '2026-03-01T00:00:00Z' }),
  entry('Zoo', { kind: 'folder' }),
  entry('apple', { kind: 'folder' }),
  entry('.bashrc', { size: 5 }),
];

const names = (entries: readonly FileEntry[]): string[] => entries.map(({ name }) => name);

describe('arranging', () => {
  it('puts folders first, numbers in their order, hidden ones away', () => {
    expect(names(arrange(ENTRIES, { key: 'name', descending: false }, false))).toEqual([
      'apple',
      'Zoo',
      'img2.png',
      'img10.png',
    ]);
  });

  it('keeps folders first when turned round', () => {
    expect(names(arrange(ENTRIES, { key: 'name', descending: true }, true))).toEqual([
      'Zoo',
      'apple',
      'img10.png',
      'img2.png',
      '.bashrc',
    ]);
  });

  it('sorts by size and by time, equals by name', () => {
    expect(names(arrange(ENTRIES, { key: 'size', descending: true }, true)).slice(2)).toEqual([
      'img2.png',
      '.bashrc',
      'img10.png',
    ]);
    expect(names(arrange(ENTRIES, { key: 'modified', descending: true }, false))[2]).toBe(
      'img2.png',
    );
  });

  it('turns the column round that sorts already, and begins others with the most', () => {
    expect(sortBy({ key: 'name', descending: false }, 'name')).toEqual({
      key: 'name',
      descending: true,
    });
    expect(sortBy({ key: 'name', descending: false }, 'size')).toEqual({
      key: 'size',
      descending: true,
    });
    expect(sortBy({ key: 'size', descending: true }, 'name')).toEqual({
      key: 'name',
      descending: false,
    });
  });
});

describe('paths', () => {
  it('has a crumb for every folder', () => {
    expect(crumbs('a/b')).toEqual([
      { name: 'Home', path: '' },
      { name: 'a', path: 'a' },
      { name: 'b', path: 'a/b' },
    ]);
    expect(crumbs('')).toHaveLength(1);
  });

  it('goes up and down', () => {
    expect(parentOf('a/b')).toBe('a');
    expect(parentOf('a')).toBe('');
    expect(joinPath('', 'a')).toBe('a');
    expect(joinPath('a', 'b')).toBe('a/b');
  });

  test.each([
    ['docs/read.md', 'img/a%20b.png', 'docs/img/a b.png'],
    ['docs/read.md', '../top.png', 'top.png'],
    ['docs/read.md', '../../../etc/passwd', 'etc/passwd'],
    ['docs/read.md', '/abs.png?x#y', 'abs.png'],
    ['read.md', './%zz.png', '%zz.png'],
  ])('in %s, %s is %s', (file, reference, path) => {
    expect(resolvePath(file, reference)).toBe(path);
  });
});

test.each<[string, FileKind]>([
  ['a.PNG', 'image'],
  ['README.md', 'markdown'],
  ['x.pdf', 'pdf'],
  ['index.html', 'code'],
  ['.bashrc', 'text'],
  ['Makefile', 'text'],
  ['a.tar.gz', 'archive'],
  ['song.mp3', 'media'],
  ['thing', 'other'],
])('%s is %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});
