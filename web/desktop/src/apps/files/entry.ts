import type { MouseEvent } from 'react';
import type { FileEntry } from '../../net/api';
import { useShell } from '../../shell/store';
import type { FolderViewProps } from './FolderView';

export type EntriesProps = FolderViewProps & { readonly entries: readonly FileEntry[] };

/**
 * What a press on an entry does: Enter or Space opens (a click without a pointer has detail 0), so does a tap on a
 * phone; a mouse click only selects, and a second one opens.
 */
export const entryPress =
  (entry: FileEntry, open: (entry: FileEntry) => void) =>
  (event: MouseEvent): void => {
    if (event.detail === 0 || useShell.getState().device === 'phone') open(entry);
  };
