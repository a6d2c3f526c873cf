import { describe, expect, it, test } from 'vitest';
import {
  clamp,
  findPlace,
  resize,
  unsnap,
  zoneAt,
  zoneRect,
  type Rect,
  type Zone,
} from './geometry';

const AREA = { width: 1000, height: 700 };
const MIN = { width: 300, height: 200 };
const RECT: Rect = { x: 100, y: 100, width: 400, height: 300 };

const isInside = (rect: Rect, area = AREA): boolean =>
  rect.x >= 0 &&
  rect.y >= 0 &&
  rect.x + rect.width <= area.width &&
  rect.y + rect.height <= area.height;

describe('clamp', () => {
  it('leaves a window that is wholly on screen where it is', () => {
    expect(clamp(RECT, AREA)).toEqual(RECT);
  });

  test.each([
    [
      { ...RECT, x: -50 },
      { x: 0, y: 100 },
    ],
    [
      { ...RECT, y: -1 },
      { x: 100, y: 0 },
    ],
    [
      { ...RECT, x: 990, y: 690 },
      { x: 600, y: 400 },
    ],
  ])('pulls %o back to the nearest place', (rect, place) => {
    expect(clamp(rect, AREA)).toMatchObject({ ...place, width: 400, height: 300 });
  });

  it('shrinks what is larger than the area', () => {
    expect(clamp({ x: 10, y: 10, width: 2000, height: 900 }, AREA)).toEqual({
      x: 0,
      y: 0,
      ...AREA,
    });
  });
});

describe('zones', () => {
  test.each<[number, number, Zone | undefined]>([
    [5, 350, 'left'],
    [995, 350, 'right'],
    [-20, 10, 'top-left'],
    [1010, 690, 'bottom-right'],
    [500, 3, 'maximised'],
    [500, -40, 'maximised'],
    [500, 697, undefined],
    [500, 350, undefined],
  ])('a pointer at %i,%i asks for %s', (x, y, zone) => {
    expect(zoneAt(x, y, AREA)).toBe(zone);
  });

  it('halves and quarters lie on screen and do not overlap', () => {
    const left = zoneRect('left', AREA);
    const right = zoneRect('right', AREA);
    expect(left.x + left.width).toBeLessThan(right.x);
    for (const zone of [
      'left',
      'right',
      'top-left',
      'top-right',
      'bottom-left',
      'bottom-right',
    ] as const) {
      expect(isInside(zoneRect(zone, AREA))).toBe(true);
    }
    const top = zoneRect('top-left', AREA);
    expect(top.y + top.height).toBeLessThan(zoneRect('bottom-left', AREA).y);
  });
});

describe('resize', () => {
  it('pulls the far edges and keeps the near corner', () => {
    expect(resize(RECT, { x: 1, y: 1 }, [50, -20], MIN, AREA)).toEqual({
      ...RECT,
      width: 450,
      height: 280,
    });
  });

  it('pulls the near edges and keeps the far corner', () => {
    expect(resize(RECT, { x: -1, y: -1 }, [-30, 40], MIN, AREA)).toEqual({
      x: 70,
      y: 140,
      width: 430,
      height: 260,
    });
  });

  it('stops at the minimum without pushing the window along', () => {
    expect(resize(RECT, { x: -1, y: 0 }, [900, 0], MIN, AREA)).toEqual({
      ...RECT,
      x: 200,
      width: 300,
    });
  });

  it('stops at the edges of the area', () => {
    expect(resize(RECT, { x: 1, y: 1 }, [5000, 5000], MIN, AREA)).toEqual({
      ...RECT,
      width: 900,
      height: 600,
    });
    expect(resize(RECT, { x: -1, y: -1 }, [-5000, -5000], MIN, AREA)).toEqual({
      x: 0,
      y: 0,
      width: 500,
      height: 400,
    });
  });
});

describe('findPlace', () => {
  const SIZE = { width: 400, height: 300 };

  it('puts the first window near the middle', () => {
    const { x } = findPlace(SIZE, AREA, []);
    expect(x).toBeCloseTo(300, -1);
  });

  it('hides less of a window that is there than the middle would', () => {
    const first = findPlace(SIZE, AREA, []);
    const second = findPlace(SIZE, AREA, [first]);
    expect(Math.hypot(second.x - first.x, second.y - first.y)).toBeGreaterThan(100);
    expect(isInside(second)).toBe(true);
  });

  it('fits a window larger than the area', () => {
    expect(isInside(findPlace({ width: 5000, height: 5000 }, AREA, []))).toBe(true);
  });
});

it('un-snaps under the pointer, at the same share of the width', () => {
  const shown = zoneRect('maximised', AREA);
  const rect = unsnap(RECT, shown, { x: 750, y: 10 });
  expect(rect).toEqual({ x: 750 - 0.75 * 400, y: 0, width: 400, height: 300 });
});
