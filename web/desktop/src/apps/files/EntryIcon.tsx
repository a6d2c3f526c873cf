import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSymlink,
  FileText,
  FileType,
  type LucideIcon,
} from 'lucide-react';
import type { FileEntry } from '../../net/api';
import { type FileKind, kindOf } from './model';

const ICONS: Record<FileKind, LucideIcon> = {
  image: FileImage,
  markdown: FileText,
  pdf: FileType,
  code: FileCode,
  text: FileText,
  archive: FileArchive,
  media: FileAudio,
  other: File,
};

/** A drawn folder or a line icon of the kind of file. */
export function EntryIcon({ entry, size }: { readonly entry: FileEntry; readonly size: number }) {
  if (entry.kind === 'folder') return <Folder size={size} />;
  const Icon = entry.kind === 'link' ? FileSymlink : ICONS[kindOf(entry.name)];
  return (
    <Icon
      size={size}
      strokeWidth={size > 30 ? 1 : 1.5}
      className="shrink-0 text-muted"
      aria-hidden
    />
  );
}

function Folder({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden className="shrink-0">
      <path
        d="M2.5 6.5a2 2 0 012-2h4.2c.5 0 1 .2 1.4.6l1.3 1.4h8.1a2 2 0 012 2v3h-19z"
        fill="oklch(0.68 0.13 52)"
      />
      <rect x="2.5" y="8.2" width="19" height="11.3" rx="2" fill="oklch(0.8 0.115 68)" />
    </svg>
  );
}
