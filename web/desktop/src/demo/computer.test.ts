import { expect, test } from 'vitest';
import { Computer } from './computer';

const NOW = new Date('2026-11-26T12:00:00');

/** A viewer that keeps what it is told. */
function viewer() {
  const said: Readonly<Record<string, unknown>>[] = [];
  let text = '';
  return {
    said,
    text: () => text,
    show: (bytes: Uint8Array) => void (text += new TextDecoder().decode(bytes)),
    say: (message: Readonly<Record<string, unknown>>) => void said.push(message),
  };
}

test('it answers what the desktop asks', async () => {
  const computer = new Computer(() => NOW);
  const info = (await computer.answer('/api/system/info').json()) as Record<string, unknown>;
  expect(info).toMatchObject({ handle: 'mira', version: 'scripted demo', uptime: 0 });
  const listing = (await computer.answer('/api/files?path=notes').json()) as {
    entries: { name: string }[];
  };
  expect(listing.entries.map(({ name }) => name)).toContain('garden.md');
  const picture = computer.answer('/files/pictures/garden%2Dplan.svg');
  expect(picture.headers.get('Content-Type')).toBe('image/svg+xml');
  expect(computer.answer('/files/nowhere').status).toBe(404);
  expect(computer.answer('/api/files?path=nowhere').status).toBe(404);
  expect(computer.answer('/api/other').status).toBe(404);
});

test('a shell goes on between viewers, and what was seen is not shown again', () => {
  const computer = new Computer(() => NOW);
  const first = viewer();
  const terminal = computer.connect('/ws/terminal?cols=80&rows=24', first);
  terminal?.receive({ type: 'input', data: 'whoami\r' });
  expect(first.text()).toContain('mira');
  terminal?.detach(first);
  terminal?.receive({ type: 'input', data: 'pwd\r' });
  expect(first.text()).not.toContain('/home');

  const seen = new TextEncoder().encode(first.text()).byteLength;
  const second = viewer();
  computer.connect(`/ws/terminal?session=${terminal?.id ?? ''}&after=${seen}`, second);
  expect(second.text()).toMatch(/^pwd\r\n\/home/);
});

test('a shell that ended is not there any more', () => {
  const computer = new Computer(() => NOW);
  const first = viewer();
  const terminal = computer.connect('/ws/terminal', first);
  terminal?.receive({ type: 'input', data: 'exit\r' });
  expect(first.said.at(-1)).toEqual({ type: 'exit', code: 0 });
  const late = viewer();
  computer.connect(`/ws/terminal?session=${terminal?.id ?? ''}`, late);
  expect(late.said).toEqual([{ type: 'error', error: 'unknown-session' }]);
});

test('a reset brings the files back and takes the shells away', async () => {
  const computer = new Computer(() => NOW);
  computer.start().type('echo no > welcome.md\r');
  expect(computer.disk.read('welcome.md')).toBe('no\n');
  computer.reset();
  expect(computer.disk.read('welcome.md')).toContain('scripted demo');
  expect(await computer.answer('/api/terminals').json()).toEqual([]);
});
