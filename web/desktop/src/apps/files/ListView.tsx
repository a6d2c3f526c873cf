import { cx } from '@matrixos/ui';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { FileEntry } from '../../net/api';
import { formatBytes, formatModified } from '../../format';
import { EntryIcon } from './EntryIcon';
import { entryPress, type EntriesProps } from './entry';
import type { SortKey } from './model';

const COLUMNS: readonly { key: SortKey; label: string; className: string }[] = [
  { key: 'name', label: 'Name', className: 'w-full' },
  { key: 'modified', label: 'Modified', className: 'min-w-36 max-md:hidden' },
  { key: 'size', label: 'Size', className: 'min-w-24 [&>button]:justify-end' },
];

/** One line per entry, under headings that sort. */
export function ListView(props: EntriesProps) {
  const now = new Date();
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          {COLUMNS.map(({ key, label, className }) => (
            <Heading key={key} name={key} label={label} className={className} {...props} />
          ))}
        </tr>
      </thead>
      <tbody>
        {props.entries.map((entry) => (
          <Row key={entry.name} entry={entry} now={now} {...props} />
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps extends EntriesProps {
  readonly name: SortKey;
  readonly label: string;
  readonly className: string;
}

function Heading({ name, label, className, sort, onSort }: HeadingProps) {
  const active = sort.key === name;
  const Arrow = sort.descending ? ChevronDown : ChevronUp;
  return (
    <th
      scope="col"
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={cx(
        'sticky top-0 z-1 border-b border-line bg-surface p-0 text-left font-normal',
        className,
      )}
    >
      <button
        type="button"
        onClick={() => onSort(name)}
        className="flex h-8 w-full items-center gap-1 px-3 text-[12px] text-muted hover:text-text max-md:h-11"
      >
        {label}
        {active && <Arrow size={13} aria-hidden />}
      </button>
    </th>
  );
}

interface RowProps extends EntriesProps {
  readonly entry: FileEntry;
  readonly now: Date;
}

function Row({ entry, now, selected, onSelect, onOpen }: RowProps) {
  const chosen = entry.name === selected;
  return (
    <tr
      className={cx('group', chosen ? 'bg-accent-soft' : 'hover:bg-hover')}
      onDoubleClick={() => onOpen(entry)}
      onClick={() => onSelect(entry.name)}
    >
      <td className="max-w-0 rounded-l-control p-0 pl-1.5">
        <button
          type="button"
          data-entry
          aria-label={entry.name}
          aria-pressed={chosen}
          className="flex h-8 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 text-left max-md:h-12"
          onFocus={() => onSelect(entry.name)}
          onClick={entryPress(entry, onOpen)}
        >
          <EntryIcon entry={entry} size={18} />
          <span className={cx('truncate', entry.hidden && 'text-muted')}>{entry.name}</span>
        </button>
      </td>
      <td className="tabular px-3 whitespace-nowrap text-muted max-md:hidden">
        {formatModified(entry.modified, now)}
      </td>
      <td className="tabular rounded-r-control px-3 text-right whitespace-nowrap text-muted">
        {entry.kind === 'folder' ? '—' : formatBytes(entry.size)}
      </td>
    </tr>
  );
}
