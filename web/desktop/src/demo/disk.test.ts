import { expect, test } from 'vitest';
import { Disk } from './disk';

test('a file makes the folders above it', () => {
  const disk = new Disk();
  expect(disk.write('a/b/c.txt', 'hello')).toBe(true);
  expect(disk.isFolder('a')).toBe(true);
  expect(disk.isFolder('a/b')).toBe(true);
  expect(disk.read('a/b/c.txt')).toBe('hello');
  expect(disk.read('a/b')).toBeUndefined();
});

test('a folder lists only what lies in it, with sizes in bytes', () => {
  const disk = new Disk();
  disk.write('notes/tea.txt', 'grün', new Date('2026-01-02T03:04:05Z'));
  disk.write('notes/.draft', '');
  disk.write('notes/deep/far.txt', 'far');
  expect(disk.list('')?.map(({ name, kind }) => [name, kind])).toEqual([['notes', 'folder']]);
  expect(disk.list('notes')?.map(({ name }) => name)).toEqual(['.draft', 'deep', 'tea.txt']);
  expect(disk.list('notes')?.find(({ name }) => name === 'tea.txt')).toEqual({
    name: 'tea.txt',
    kind: 'file',
    size: 5,
    modified: '2026-01-02T03:04:05.000Z',
    hidden: false,
  });
});

test('neither a folder is written over nor a file made a folder', () => {
  const disk = new Disk();
  disk.write('a/b', 'text');
  expect(disk.write('a', 'no')).toBe(false);
  expect(disk.write('a/b/c', 'no')).toBe(false);
  expect(disk.write('', 'no')).toBe(false);
  expect(disk.read('a/b')).toBe('text');
  expect(disk.list('a/b')).toBeUndefined();
  expect(disk.list('elsewhere')).toBeUndefined();
});
