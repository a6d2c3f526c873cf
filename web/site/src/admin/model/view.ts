/** What a list shows, as its address says it. Every field is text; the defaults are left out of the address. */
export type View = Readonly<Record<string, string>>;

export interface ViewSpec<T extends View> {
  readonly defaults: T;
  /** Fields that know only these values; anything else in an address falls back to the default. */
  readonly allowed: Partial<Record<keyof T, readonly string[]>>;
}

export function readView<T extends View>(spec: ViewSpec<T>, search: URLSearchParams): T {
  const view: Record<string, string> = { ...spec.defaults };
  for (const key of Object.keys(spec.defaults)) {
    const value = search.get(key);
    if (value !== null && (spec.allowed[key]?.includes(value) ?? true)) view[key] = value;
  }
  return view as T;
}

/** The query of an address, with its `?`, or nothing when all is as it is by default. */
export function viewSearch<T extends View>(spec: ViewSpec<T>, view: T): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(view)) {
    if (value !== spec.defaults[key]) search.set(key, value);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The view after a change. Another filter or order has other pages, so it begins with the first. */
export const changed = <T extends View>(view: T, patch: Partial<T>): T => ({
  ...view,
  ...('cursor' in view ? { cursor: '' } : {}),
  ...patch,
});

/** The query for the API: what is empty is not asked for. */
export function apiQuery(view: View, more: Readonly<Record<string, string | number>> = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...view, ...more })) {
    if (value !== '') search.set(key, String(value));
  }
  return `?${search.toString()}`;
}

/** The order after a press on a column's header: ascending, then descending. */
export const toggled = (sort: string, column: string): string =>
  sort === column ? `-${column}` : column;

export type Direction = 'ascending' | 'descending' | 'none';

export function direction(sort: string, column: string): Direction {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}
