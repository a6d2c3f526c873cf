/** Which rows are ticked, and from which one a range with Shift starts. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly anchor: string | null;
}

export type SelectionAction =
  | { readonly type: 'toggle'; readonly key: string }
  /** From the anchor to this row, in the order in which they are shown; all become what this row becomes. */
  | { readonly type: 'range'; readonly key: string; readonly shown: readonly string[] }
  | { readonly type: 'page'; readonly shown: readonly string[] }
  | { readonly type: 'drop'; readonly keys: readonly string[] }
  | { readonly type: 'clear' };

export const NOTHING: Selection = { keys: new Set(), anchor: null };

const put = (keys: ReadonlySet<string>, some: readonly string[], on: boolean): Set<string> => {
  const next = new Set(keys);
  some.forEach((key) => (on ? next.add(key) : next.delete(key)));
  return next;
};

const between = (shown: readonly string[], a: string, b: string): readonly string[] => {
  const [from, to] = [shown.indexOf(a), shown.indexOf(b)].sort((x, y) => x - y);
  return from === undefined || to === undefined || from < 0 ? [b] : shown.slice(from, to + 1);
};

export const allShown = (selection: Selection, shown: readonly string[]): boolean =>
  shown.length > 0 && shown.every((key) => selection.keys.has(key));

export function select(selection: Selection, action: SelectionAction): Selection {
  const { keys, anchor } = selection;
  switch (action.type) {
    case 'toggle':
      return { keys: put(keys, [action.key], !keys.has(action.key)), anchor: action.key };
    case 'range': {
      const rows = between(action.shown, anchor ?? action.key, action.key);
      return { keys: put(keys, rows, !keys.has(action.key)), anchor: action.key };
    }
    case 'page':
      return { keys: put(keys, action.shown, !allShown(selection, action.shown)), anchor: null };
    case 'drop':
      return { keys: put(keys, action.keys, false), anchor: null };
    case 'clear':
      return NOTHING;
  }
}
