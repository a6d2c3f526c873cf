export type Parsed =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly why: string };

/** A limit in dollars as one types it; nothing typed is no limit, which is not the same as zero. */
export function parseLimit(typed: string): Parsed {
  const text = typed.trim().replace(/^\$/, '');
  if (text === '') return { ok: true, value: null };
  if (!/^\d+(\.\d{1,9})?$/.test(text)) {
    return { ok: false, why: 'An amount like 2.50, or nothing for no limit.' };
  }
  const value = Number(text);
  return value > 1_000_000 ? { ok: false, why: 'At most 1,000,000.' } : { ok: true, value };
}

/** How much of a limit is used, 0–1; a limit of zero is used up. Nothing where there is no limit. */
export const share = (used: number, limit: number | null | undefined): number | null => {
  if (limit === null || limit === undefined) return null;
  return limit <= 0 ? 1 : Math.min(1, used / limit);
};
