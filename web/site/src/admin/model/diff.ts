/** One field that an audited change touched. */
export interface Change {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** As text; nothing when it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Every leaf by its path. What is not an object or a list is one leaf without a name. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== 'object') return new Map([[path === '' ? 'value' : path, text(value)]]);
  const found = new Map<string, string>();
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (inner === null) found.set(at, 'null');
    else leaves(inner, at).forEach((leaf, where) => found.set(where, leaf));
  }
  return found;
}

/** The API may give a side as JSON or as JSON in a string. */
function parsed(side: unknown): unknown {
  if (typeof side !== 'string' || !/^\s*[[{]/.test(side)) return side;
  try {
    return JSON.parse(side) as unknown;
  } catch {
    return side;
  }
}

/** What differs between two sides of an audit entry, in the order of the fields. */
export function diff(before: unknown, after: unknown): readonly Change[] {
  const was = leaves(parsed(before));
  const is = leaves(parsed(after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path): Change => {
      const [old, now] = [was.get(path) ?? null, is.get(path) ?? null];
      const kind = old === null ? 'added' : now === null ? 'removed' : 'changed';
      return { path, kind, before: old, after: now };
    })
    .filter((change) => change.before !== change.after);
}
