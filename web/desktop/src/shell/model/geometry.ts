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

/** Places the nth new window of this size: centred a little above the middle, each a step further down and right. */
export function cascade(size: Size, area: Size, nth: number): Rect {
  const step = (nth % 6) * 28;
  return clamp(
    {
      x: (area.width - size.width) / 2 - 56 + step,
      y: (area.height - size.height) / 2.6 - 28 + step,
      ...size,
    },
    area,
  );
}

/** The restored size of a window dragged out of its zone, under the pointer at the same share of its width. */
export function unsnap(restored: Rect, shown: Rect, pointer: { x: number; y: number }): Rect {
  const share = (pointer.x - shown.x) / shown.width;
  return { ...restored, x: pointer.x - share * restored.width, y: shown.y };
}
