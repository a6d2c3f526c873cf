import { cx } from '@matrixos/ui';
import type { FileEntry } from '../../net/api';
import { fileUrl } from '../../net/api';
import { EntryIcon } from './EntryIcon';
import { entryPress, type EntriesProps } from './entry';
import { joinPath, kindOf } from './model';

/** Larger pictures are not fetched only to be shown small. */
const THUMBNAIL_BYTES = 2 * 1024 * 1024;

/** Entries as tiles; small pictures show themselves. */
export function GridView({ entries, path, selected, onSelect, onOpen }: EntriesProps) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,112px)] justify-evenly md:justify-start gap-1 p-2">
      {entries.map((entry) => (
        <li key={entry.name}>
          <button
            type="button"
            data-entry
            aria-label={entry.name}
            aria-pressed={entry.name === selected}
            className={cx(
              'flex w-full flex-col items-center gap-1.5 rounded-control px-2 pt-3 pb-2',
              entry.name === selected ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
            onFocus={() => onSelect(entry.name)}
            onClick={entryPress(entry, onOpen)}
            onDoubleClick={() => onOpen(entry)}
          >
            <Tile entry={entry} path={path} />
            <span
              className={cx(
                'line-clamp-2 text-center text-[13px] [overflow-wrap:anywhere]',
                entry.hidden && 'text-muted',
              )}
            >
              {entry.name}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Tile({ entry, path }: { readonly entry: FileEntry; readonly path: string }) {
  const picture =
    entry.kind === 'file' && kindOf(entry.name) === 'image' && entry.size <= THUMBNAIL_BYTES;
  if (!picture) return <EntryIcon entry={entry} size={52} />;
  return (
    <img
      src={fileUrl(joinPath(path, entry.name))}
      alt=""
      loading="lazy"
      className="size-[52px] rounded-control object-cover"
    />
  );
}
