import { beforeEach, expect, test } from 'vitest';
import { HOME, resolve } from './commands';
import type { Disk } from './disk';
import { fromCsv, toCsv, total, TRACK_PY } from './expenses';
import { furnish, RECEIPTS } from './home';
import { parse, Shell } from './shell';

const NOW = new Date('2026-11-26T12:00:00');

let disk: Disk;
let shell: Shell;

beforeEach(() => {
  disk = furnish(NOW);
  shell = new Shell(disk, () => NOW);
});

/** What a line prints, without colours and prompt. */
function run(line: string): string {
  const shown = shell.input(`${line}\r`);
  return (
    shown
      .slice(shown.indexOf('\r\n') + 2, shown.length - shell.prompt().length)
      // eslint-disable-next-line no-control-regex -- colours
      .replace(/\x1b\[\d*m/g, '')
      .replaceAll('\r\n', '\n')
      .trimEnd()
  );
}

test.each([
  ['pwd', HOME],
  ['whoami', 'mira'],
  ['echo  one "two  three"', 'one two  three'],
  ['cat notes/books.txt', expect.stringContaining('The Peregrine')],
  ['date', NOW.toString()],
  ['', ''],
  ['rm -rf /', 'rm: not in this demo; type help'],
  ['cat notes', 'cat: notes: is a folder'],
  ['cat nowhere', 'cat: nowhere: no such file'],
  ['cat /etc/passwd', 'cat: /etc/passwd: no such file'],
  ['ls nowhere', 'ls: nowhere: no such file or folder'],
  ['ls ../..', 'ls: ../..: no such file or folder'],
  ['ls recipes', 'lentil-soup.md  plum-cake.md'],
])('%o prints %o', (line, text) => {
  expect(run(line)).toEqual(text);
});

test('help names every command that the demo is to know', () => {
  const help = run('help');
  for (const name of ['ls', 'cat', 'echo', 'pwd', 'whoami', 'date']) expect(help).toContain(name);
});

test('ls leaves hidden files out, tells more with -l, and keeps within the screen', () => {
  expect(run('ls')).not.toContain('.bashrc');
  expect(run('ls -a')).toContain('.bashrc');
  expect(run('ls -l notes')).toMatch(/^-rw +\d+ {2}\w+ \d+ {2}books\.txt$/m);
  shell.columns = 20;
  const lines = run('ls').split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(20);
});

test('cd goes about the home and not out of it', () => {
  expect(run('cd notes')).toBe('');
  expect(run('pwd')).toBe(`${HOME}/notes`);
  expect(run('cat ../recipes/plum-cake.md')).toContain('plums');
  expect(run('cd ../..')).toBe('cd: ../..: no such folder');
  run('cd');
  expect(run('pwd')).toBe(HOME);
});

test('output goes into a file, anew or after what is there', () => {
  run('echo milk > notes/list.txt');
  run('echo "rye bread" >> notes/list.txt');
  expect(disk.read('notes/list.txt')).toBe('milk\nrye bread\n');
  run('ls > names.txt');
  expect(disk.read('names.txt')).not.toContain('\x1b');
  expect(run('echo no > notes')).toBe('notes: cannot be written');
});

test('keys edit the line', () => {
  expect(shell.input('pwx')).toBe('pwx');
  expect(shell.input('\x7f')).toBe('\b \b');
  expect(shell.input('\x1b[C\x1b[1;5D')).toBe('');
  expect(shell.line).toBe('pw');
  shell.input('\x15');
  expect(shell.line).toBe('');
  expect(shell.input('cat x\x03')).toContain('^C');
  expect(shell.line).toBe('');
});

test('arrows bring earlier lines, Tab completes what can only be one name', () => {
  run('pwd');
  run('whoami');
  shell.input('\x1b[A\x1b[A');
  expect(shell.line).toBe('pwd');
  shell.input('\x1b[B');
  expect(shell.line).toBe('whoami');
  shell.input('\x15cat no\t');
  expect(shell.line).toBe('cat notes/');
  shell.input('bo\t');
  expect(shell.line).toBe('cat notes/books.txt ');
  shell.input('\x15re\t');
  expect(shell.line).toBe('re');
});

test('a program in the foreground reads no keys but Ctrl+C', () => {
  shell.begin();
  expect(shell.input('ls\r')).toBe('');
  expect(shell.busy).toBe(true);
  expect(shell.input('\x03')).toContain('^C');
  expect(shell.busy).toBe(false);
});

test('exit ends the shell, and so does Ctrl+D on an empty line', () => {
  shell.input('a\x04');
  expect(shell.over).toBe(false);
  shell.input('\x15\x04');
  expect(shell.over).toBe(true);
  expect(shell.input('ls\r')).toBe('');
});

test('the tracker adds an expense and writes its page anew', () => {
  expect(run('python3 expenses/track.py')).toBe("python3: can't open file 'expenses/track.py'");
  disk.write('expenses/track.py', TRACK_PY);
  disk.write('expenses/expenses.csv', toCsv(RECEIPTS));
  expect(run('python3 expenses/track.py add 4.20 coffee')).toMatch(/other +4\.20/);
  const expenses = fromCsv(disk.read('expenses/expenses.csv') ?? '');
  expect(expenses.at(-1)).toEqual({ day: 26, what: 'coffee', kind: 'other', cents: 420 });
  expect(total(expenses)).toBe(total(RECEIPTS) + 420);
  expect(disk.read('expenses/October.md')).toContain('| other | 1 | 4.20 |');
  expect(disk.read('expenses/chart.svg')).toContain('>other<');
  expect(run('python3 expenses/track.py add lots coffee')).toContain('usage');
});

test.each([
  ['', '', ''],
  ['.', 'notes', 'notes'],
  ['..', 'notes', ''],
  ['..', '', undefined],
  ['~/notes', 'recipes', 'notes'],
  ['~', 'recipes', ''],
  [`${HOME}/a//b/`, 'x', 'a/b'],
  ['/etc', '', undefined],
  [`${HOME}2`, '', undefined],
  ['a/../../../../tmp', 'x', undefined],
])('from %o, %o leads to %o', (word, folder, path) => {
  expect(resolve(word, folder)).toBe(path);
});

test.each([
  ['a b', ['a', 'b'], undefined],
  [`a "b c" 'd'`, ['a', 'b c', 'd'], undefined],
  ['a "open', ['a', 'open'], undefined],
  ['a >f', ['a'], { path: 'f', append: false }],
  ['a >> "f g"', ['a'], { path: 'f g', append: true }],
  ['a >', ['a'], undefined],
])('%o is read', (text, words, to) => {
  expect(parse(text)).toEqual({ words, to });
});
