import type { FileEntry } from '../../net/api';

export type SortKey = 'name' | 'size' | 'modified';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What can be shown of a file, told by its name. */
export type FileKind =
  'image' | 'markdown' | 'pdf' | 'code' | 'text' | 'archive' | 'media' | 'other';

/** `img2` before `img10`, `a` beside `A`, accents where readers expect them. */
const NAMES = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const COMPARE: Record<SortKey, (a: FileEntry, b: FileEntry) => number> = {
  name: (a, b) => NAMES.compare(a.name, b.name),
  size: (a, b) => a.size - b.size,
  modified: (a, b) => Date.parse(a.modified) - Date.parse(b.modified),
};

/** Folders first in either direction; equals by name, so that the order never flickers. */
export function arrange(
  entries: readonly FileEntry[],
  { key, descending }: Sort,
  hidden: boolean,
): FileEntry[] {
  const sign = descending ? -1 : 1;
  return entries
    .filter((entry) => hidden || !entry.hidden)
    .sort(
      (a, b) =>
        Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
        sign * COMPARE[key](a, b) ||
        COMPARE.name(a, b),
    );
}

/** Pressing the column that sorts turns it round; another one begins with what is most looked for. */
export const sortBy = (current: Sort, key: SortKey): Sort =>
  current.key === key
    ? { key, descending: !current.descending }
    : { key, descending: key !== 'name' };

export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The folders from the home down to this one. The home's path is empty. */
export function crumbs(path: string): Crumb[] {
  const names = path.split('/').filter((name) => name !== '');
  return [
    { name: 'Home', path: '' },
    ...names.map((name, at) => ({ name, path: names.slice(0, at + 1).join('/') })),
  ];
}

export const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');

export const joinPath = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;

const KINDS: readonly (readonly [FileKind, RegExp])[] = [
  ['image', /\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp)$/i],
  ['markdown', /\.(?:md|markdown)$/i],
  ['pdf', /\.pdf$/i],
  [
    'code',
    /\.(?:[cm]?[jt]sx?|py|java|kt|go|rs|rb|php|c|h|cc|cpp|hpp|cs|swift|sh|bash|sql|html?|css|json|ya?ml|toml|xml|gradle)$/i,
  ],
  [
    'text',
    /(?:\.(?:txt|log|csv|tsv|ini|conf|cfg|env|properties|diff|patch|tex|srt)|^\.[a-z_]+(?:rc|ignore|profile|history|config)|^(?:makefile|dockerfile|license|readme))$/i,
  ],
  ['archive', /\.(?:zip|tar|gz|tgz|bz2|xz|zst|7z|jar|deb)$/i],
  ['media', /\.(?:mp3|m4a|ogg|wav|flac|mp4|webm|mov|mkv|avi)$/i],
];

/** What a file of this name is. Unknown names are tried as text when they are opened. */
export const kindOf = (name: string): FileKind =>
  KINDS.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
