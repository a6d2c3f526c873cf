/** The cursors of the pages before this one, oldest first; the first page's is empty. An API that pages by cursor only
 * knows the way on, so the way back is remembered with the history entry. */
export type Trail = readonly string[];

/** The trail that a history entry remembers; anything else is no trail. */
export function trailOf(state: unknown): Trail {
  const kept = typeof state === 'object' && state !== null && 'trail' in state ? state.trail : [];
  return Array.isArray(kept) && kept.every((cursor) => typeof cursor === 'string') ? kept : [];
}

export const onward = (trail: Trail, from: string): Trail => [...trail, from];

/** Where "previous" leads, or nothing on the first page. Who came by a link to a later page goes to the first. */
export function back(trail: Trail, cursor: string): { cursor: string; trail: Trail } | undefined {
  if (cursor === '') return undefined;
  return { cursor: trail.at(-1) ?? '', trail: trail.slice(0, -1) };
}
