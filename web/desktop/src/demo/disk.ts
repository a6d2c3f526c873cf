import type { FileEntry } from '../net/api';

interface Stored {
  /** Absent for a folder. */
  readonly text?: string;
  readonly modified: Date;
}

const nameOf = (path: string): string => path.split('/').at(-1) ?? '';
const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');

/** The demo's disk: a home folder in the page's memory. Paths are relative to it; the home itself is the empty path. */
export class Disk {
  readonly #nodes = new Map<string, Stored>([['', { modified: new Date() }]]);

  /** The text of a file; undefined when there is no such file. */
  read(path: string): string | undefined {
    return this.#nodes.get(path)?.text;
  }

  isFolder(path: string): boolean {
    const node = this.#nodes.get(path);
    return node !== undefined && node.text === undefined;
  }

  /** Writes a file and makes the folders above it. False when a folder or a file is in the way. */
  write(path: string, text: string, modified: Date = new Date()): boolean {
    if (this.isFolder(path) || !this.#makeFolder(folderOf(path), modified)) return false;
    this.#nodes.set(path, { text, modified });
    return true;
  }

  /** What is in a folder, by name; undefined when it is none. */
  list(path: string): FileEntry[] | undefined {
    if (!this.isFolder(path)) return undefined;
    return [...this.#nodes]
      .filter(([each]) => each !== '' && folderOf(each) === path)
      .map(([each, { text, modified }]): FileEntry => {
        const name = nameOf(each);
        return {
          name,
          kind: text === undefined ? 'folder' : 'file',
          size: new TextEncoder().encode(text ?? '').byteLength,
          modified: modified.toISOString(),
          hidden: name.startsWith('.'),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  #makeFolder(path: string, modified: Date): boolean {
    if (this.isFolder(path)) return true;
    if (this.#nodes.has(path) || !this.#makeFolder(folderOf(path), modified)) return false;
    this.#nodes.set(path, { modified });
    return true;
  }
}
