import { IconButton } from '@matrixos/ui';
import { Download, FolderOpen, ScanEye } from 'lucide-react';
import { formatBytes } from '../../format';
import { type FileEntry, fileUrl } from '../../net/api';
import { download } from '../download';
import { joinPath } from './model';

interface SelectionBarProps {
  readonly path: string;
  readonly count: number | undefined;
  readonly truncated: boolean;
  readonly entry: FileEntry | undefined;
  readonly onOpen: (entry: FileEntry) => void;
}

/** What is here, or what is chosen and what can be done with it. */
export function SelectionBar({ path, count, truncated, entry, onOpen }: SelectionBarProps) {
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-t border-line bg-sunken px-3 text-[12px] text-muted max-md:h-12">
      <span className="min-w-0 flex-1 truncate">
        {entry ? describe(entry) : total(count, truncated)}
      </span>
      {entry?.kind === 'folder' && (
        <IconButton icon={FolderOpen} label="Open folder" onClick={() => onOpen(entry)} />
      )}
      {entry && entry.kind !== 'folder' && (
        <>
          <IconButton icon={ScanEye} label="Preview" onClick={() => onOpen(entry)} />
          <IconButton
            icon={Download}
            label="Download"
            onClick={() => download(fileUrl(joinPath(path, entry.name), true), entry.name)}
          />
        </>
      )}
    </div>
  );
}

const describe = ({ name, kind, size }: FileEntry): string =>
  kind === 'folder' ? name : `${name}, ${formatBytes(size)}`;

function total(count: number | undefined, truncated: boolean): string {
  if (count === undefined) return '';
  if (truncated) return `The first ${count} items of a very large folder`;
  return count === 1 ? '1 item' : `${count} items`;
}
