import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { back, onward, trailOf } from '../model/trail';
import { changed, readView, viewSearch, type View, type ViewSpec } from '../model/view';

/** A list whose filter, order and page are in the address, so that they can be kept, shared and gone back from. */
export function useView<T extends View & { readonly cursor: string }>(spec: ViewSpec<T>) {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = useHistoryState<unknown>();
  const view = useMemo(() => readView(spec, new URLSearchParams(search)), [spec, search]);

  /** Filters replace the entry of the history: "back" leads off the list, not through every letter that was typed. */
  const change = useCallback(
    (patch: Partial<T>) => {
      navigate(path + viewSearch(spec, changed(view, patch)), { replace: true });
    },
    [navigate, path, spec, view],
  );
  const next = (cursor: string) => {
    const trail = onward(trailOf(state), view.cursor);
    navigate(path + viewSearch(spec, { ...view, cursor }), { state: { trail } });
  };
  const previous = () => {
    const before = back(trailOf(state), view.cursor);
    if (before === undefined) return;
    const { cursor, trail } = before;
    navigate(path + viewSearch(spec, { ...view, cursor }), { state: { trail } });
  };
  return { view, change, next, previous, first: view.cursor === '' };
}
