import { Notice } from '@matrixos/ui';
import { CloudOff, EyeOff, FolderOpen, FolderX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { FileEntry } from '../../net/api';
import type { Failure } from '../../net/http';
import { arrow } from '../../shell/keys';
import { GridView } from './GridView';
import { ListView } from './ListView';
import type { Sort, SortKey } from './model';
import { Skeleton } from './Skeleton';
import type { View } from './Toolbar';

export interface FolderViewProps {
  readonly path: string;
  readonly view: View;
  readonly entries: readonly FileEntry[] | undefined;
  /** How many entries are left out because they are hidden. */
  readonly hiddenCount: number;
  readonly failure: Failure | undefined;
  readonly sort: Sort;
  readonly selected: string | undefined;
  readonly onSort: (key: SortKey) => void;
  readonly onSelect: (name: string) => void;
  readonly onOpen: (entry: FileEntry) => void;
  readonly onRetry: () => void;
  readonly onHome: () => void;
  readonly onShowHidden: () => void;
}

/** The folder's content, or why there is none to see. */
export function FolderView(props: FolderViewProps) {
  const { entries, failure, view } = props;
  return (
    <div
      className="min-h-0 flex-1 overflow-auto"
      onKeyDown={walk}
      aria-busy={entries === undefined && !failure}
    >
      {entries === undefined ? (
        failure ? (
          <Failed {...props} failure={failure} />
        ) : (
          <Skeleton view={view} />
        )
      ) : entries.length === 0 ? (
        <Empty {...props} />
      ) : view === 'list' ? (
        <ListView {...props} entries={entries} />
      ) : (
        <GridView {...props} entries={entries} />
      )}
    </div>
  );
}

function Failed({
  failure,
  path,
  onRetry,
  onHome,
}: FolderViewProps & { readonly failure: Failure }) {
  if (failure.kind === 'refused') {
    return (
      <Notice
        icon={FolderX}
        title="This folder cannot be opened"
        role="alert"
        action={
          path === '' ? { label: 'Try again', run: onRetry } : { label: 'Go to Home', run: onHome }
        }
      >
        {failure.detail}
      </Notice>
    );
  }
  return (
    <Notice
      icon={CloudOff}
      title="Not connected"
      role="alert"
      action={{ label: 'Try again', run: onRetry }}
    >
      Your computer does not answer just now. Your files are safe on it.
    </Notice>
  );
}

function Empty({ hiddenCount, onShowHidden, onRetry }: FolderViewProps) {
  if (hiddenCount > 0) {
    return (
      <Notice
        icon={EyeOff}
        title="Only hidden files here"
        action={{ label: 'Show them', run: onShowHidden }}
      >
        {hiddenCount === 1 ? 'One file begins' : `${hiddenCount} files begin`} with a dot and{' '}
        {hiddenCount === 1 ? 'is' : 'are'} left out.
      </Notice>
    );
  }
  return (
    <Notice icon={FolderOpen} title="Nothing here yet" action={{ label: 'Refresh', run: onRetry }}>
      What you or your programs save in this folder appears here.
    </Notice>
  );
}

/** Arrow keys go from entry to entry; Home and End to the ends. In a grid a row is as long as it looks. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-entry]')];
  const at = items.findIndex((item) => item === document.activeElement);
  if (at < 0) return;
  const next = target(event.code, items, at);
  if (next === undefined) return;
  event.preventDefault();
  items[Math.max(0, Math.min(next, items.length - 1))]?.focus();
}

function target(code: string, items: readonly HTMLElement[], at: number): number | undefined {
  if (code === 'Home') return 0;
  if (code === 'End') return items.length - 1;
  const direction = arrow(code);
  if (direction === undefined) return undefined;
  const top = items[0]?.getBoundingClientRect().top;
  const perRow = items.filter((item) => item.getBoundingClientRect().top === top).length;
  return at + direction[0] + direction[1] * perRow;
}
