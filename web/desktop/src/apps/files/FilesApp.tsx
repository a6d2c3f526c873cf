import { useState } from 'react';
import { type FileEntry, listFolder } from '../../net/api';
import { launch } from '../../shell/launch';
import { dispatch } from '../../shell/store';
import type { AppProps } from '../registry';
import { FolderView } from './FolderView';
import { arrange, joinPath, sortBy, type Sort, type SortKey } from './model';
import { SelectionBar } from './SelectionBar';
import { Toolbar, type View } from './Toolbar';
import { useFolder } from './useFolder';

/** The home's folders and files. Where it stands is the window's parameter, so a reload comes back to the same place. */
export default function FilesApp({ window: { id, params }, focused }: AppProps) {
  const path = params['path'] ?? '';
  const view: View = params['view'] === 'grid' ? 'grid' : 'list';
  const hidden = params['hidden'] === 'yes';
  const [past, setPast] = useState<readonly string[]>([]);
  const [sort, setSort] = useState<Sort>({ key: 'name', descending: false });
  const [selected, setSelected] = useState<string>();
  const { listing, failure, refresh } = useFolder(path, focused);
  const entries = listing && arrange(listing.entries, sort, hidden);

  const set = (change: Record<string, string>): void =>
    dispatch({ type: 'params', id, params: change });
  const show = (next: string): void => {
    setSelected(undefined);
    set({ path: next });
  };
  const go = (next: string): void => {
    if (next === path) return;
    setPast([...past, path]);
    show(next);
  };
  const back = (): void => {
    const before = past.at(-1);
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    show(before);
  };
  const open = (entry: FileEntry): void => {
    const target = joinPath(path, entry.name);
    if (entry.kind === 'folder') go(target);
    else if (entry.kind === 'file') launch('preview', { path: target });
    // Where a link leads only the computer knows: a folder can be listed, anything else is looked at.
    else
      void listFolder(target).then(({ ok }) =>
        ok ? go(target) : launch('preview', { path: target }),
      );
  };

  return (
    <div className="flex size-full flex-col">
      <Toolbar
        path={path}
        view={view}
        hidden={hidden}
        onBack={past.length > 0 ? back : undefined}
        onGo={go}
        onView={(next) => set({ view: next })}
        onHidden={(next) => set({ hidden: next ? 'yes' : 'no' })}
        onRefresh={refresh}
      />
      <FolderView
        path={path}
        view={view}
        entries={entries}
        hiddenCount={(listing?.entries.length ?? 0) - (entries?.length ?? 0)}
        failure={failure}
        sort={sort}
        selected={selected}
        onSort={(key: SortKey) => setSort(sortBy(sort, key))}
        onSelect={setSelected}
        onOpen={open}
        onRetry={refresh}
        onHome={() => go('')}
        onShowHidden={() => set({ hidden: 'yes' })}
      />
      <SelectionBar
        path={path}
        count={entries?.length}
        truncated={listing?.truncated === true}
        entry={entries?.find(({ name }) => name === selected)}
        onOpen={open}
      />
    </div>
  );
}
