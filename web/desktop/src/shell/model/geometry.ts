/** A place on the desktop in CSS pixels; the origin is the top left corner of the work area (below bar, above dock). */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a window can be put by pulling it to an edge. */
export type Zone =
  'maximised' | 'left' | 'right' | 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** Which edges a resize handle pulls: −1 the near one, 1 the far one, 0 neither. */
export interface Edges {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** Space kept free around tiled windows, so that the wallpaper frames them. */
const GAP = 8;

const within = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(value, high));

/**
 * The nearest rectangle that lies wholly in the area. Windows never hang over an edge: a title bar that cannot be reached
 * is a window that is lost. A window larger than the area shrinks, even below its minimum.
 */
export function clamp(rect: Rect, area: Size): Rect {
  const width = Math.round(Math.min(rect.width, area.width));
  const height = Math.round(Math.min(rect.height, area.height));
  return {
    x: Math.round(within(rect.x, 0, area.width - width)),
    y: Math.round(within(rect.y, 0, area.height - height)),
    width,
    height,
  };
}

/** The place of a zone. */
export function zoneRect(zone: Zone, area: Size): Rect {
  if (zone === 'maximised') return { x: 0, y: 0, ...area };
  const half = Math.floor((area.width - 3 * GAP) / 2);
  const tall = area.height - 2 * GAP;
  const quarter = Math.floor((area.height - 3 * GAP) / 2);
  const full = zone === 'left' || zone === 'right';
  return {
    x: zone.endsWith('left') ? GAP : area.width - GAP - half,
    y: zone.startsWith('bottom') ? area.height - GAP - quarter : GAP,
    width: half,
    height: full ? tall : quarter,
  };
}

/** How near an edge the pointer must come, and how far along it a corner reaches. */
const EDGE = 12;
const CORNER = 96;

/** The zone a pointer at this point asks for, or none. The point is in work-area coordinates and may lie outside it. */
export function zoneAt(x: number, y: number, area: Size): Zone | undefined {
  const side = x <= EDGE ? 'left' : x >= area.width - EDGE ? 'right' : undefined;
  if (side !== undefined) {
    if (y <= CORNER) return `top-${side}`;
    return y >= area.height - CORNER ? `bottom-${side}` : side;
  }
  return y <= EDGE ? 'maximised' : undefined;
}

/** Pulls edges by (dx, dy), keeping the opposite edges where they are, the minimum size, and the area's bounds. */
export function resize(
  rect: Rect,
  edges: Edges,
  [dx, dy]: readonly [number, number],
  min: Size,
  area: Size,
): Rect {
  const horizontal = pull(
    rect.x,
    rect.width,
    edges.x,
    dx,
    Math.min(min.width, area.width),
    area.width,
  );
  const vertical = pull(
    rect.y,
    rect.height,
    edges.y,
    dy,
    Math.min(min.height, area.height),
    area.height,
  );
  return { x: horizontal[0], width: horizontal[1], y: vertical[0], height: vertical[1] };
}

/** One axis of a resize: start and length after pulling one of its ends. */
function pull(
  start: number,
  length: number,
  edge: -1 | 0 | 1,
  by: number,
  min: number,
  limit: number,
): [number, number] {
  const end = start + length;
  if (edge === 1) return [start, within(end + by, start + min, limit) - start];
  if (edge === -1) {
    const moved = within(start + by, 0, end - min);
    return [moved, end - moved];
  }
  return [start, length];
}

/** How many places are tried across and down for a new window. */
const TRIES = 7;

/**
 * A place for a new window of this size: where it hides the least of the windows that are seen, and of such places the
 * one nearest the middle, a little above it, where the eye is.
 */
export function findPlace(size: Size, area: Size, others: readonly Rect[]): Rect {
  const free = {
    x: Math.max(0, area.width - size.width),
    y: Math.max(0, area.height - size.height),
  };
  let best = { cost: Infinity, rect: clamp({ x: free.x / 2, y: free.y / 2.6, ...size }, area) };
  for (let row = 0; row < TRIES; row++) {
    for (let column = 0; column < TRIES; column++) {
      const at = { x: column / (TRIES - 1), y: row / (TRIES - 1) };
      const rect = clamp(
        { x: free.x * (0.04 + 0.92 * at.x), y: free.y * (0.06 + 0.88 * at.y), ...size },
        area,
      );
      const hidden =
        others.reduce((sum, other) => sum + overlap(rect, other), 0) / (size.width * size.height);
      const cost = hidden + 0.35 * Math.hypot(at.x - 0.5, at.y - 0.38);
      if (cost < best.cost) best = { cost, rect };
    }
  }
  return best.rect;
}

/** The area that two rectangles share. */
function overlap(one: Rect, other: Rect): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** The restored size of a window dragged out of its zone, under the pointer at the same share of its width. */
export function unsnap(restored: Rect, shown: Rect, pointer: { x: number; y: number }): Rect {
  const share = (pointer.x - shown.x) / shown.width;
  return { ...restored, x: pointer.x - share * restored.width, y: shown.y };
}
