// Marching squares: outlines of ink as polygons, for drawings. Source: Lorensen & Cline 1987, in the plane.
import type { Picture, Point } from './picture.ts';

const HALF = 127.5;

/**
 * Closed polygons around the pixels of a picture that are more than half black, interpolated between pixel centres so
 * that grey edges come out smooth. Ink is to the right of each polygon's direction, holes run the other way round.
 *
 * @param tolerance - corners that move the line by less than this, in pixels, are left out.
 */
export function outline(picture: Picture, tolerance = 0.3): Point[][] {
  const ink = paddedInk(picture);
  const next = segments(ink);
  const polygons: Point[][] = [];
  for (const start of [...next.keys()]) {
    const polygon: Point[] = [];
    for (let edge = start, end = next.get(edge); end !== undefined; edge = end, end = next.get(edge)) {
      polygon.push(crossing(ink, edge));
      next.delete(edge);
    }
    if (polygon.length > 0) polygons.push(simplified(polygon, tolerance));
  }
  return polygons;
}

/** Ink with a white pixel all around. */
interface PaddedInk {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

function paddedInk(picture: Picture): PaddedInk {
  const width = picture.width + 2;
  const height = picture.height + 2;
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) ink[(y + 1) * width + x + 1] = picture.rowInk(y, x, x + 1);
  }
  return { width, height, ink };
}

// Sides of a cell whose upper left pixel has number p. Edge 2q joins pixel q with its right neighbour, 2q + 1 with the lower.
type Side = 'top' | 'right' | 'bottom' | 'left';
// Bits: upper left 8, upper right 4, lower right 2, lower left 1. Where two diagonal pixels are dark they stay apart.
const CELLS: Readonly<Record<number, readonly (readonly [Side, Side])[]>> = {
  1: [['left', 'bottom']],
  2: [['bottom', 'right']],
  3: [['left', 'right']],
  4: [['right', 'top']],
  5: [
    ['left', 'bottom'],
    ['right', 'top'],
  ],
  6: [['bottom', 'top']],
  7: [['left', 'top']],
  8: [['top', 'left']],
  9: [['top', 'bottom']],
  10: [
    ['top', 'left'],
    ['bottom', 'right'],
  ],
  11: [['top', 'right']],
  12: [['right', 'left']],
  13: [['right', 'bottom']],
  14: [['bottom', 'left']],
};

/** From each edge that the outline crosses to the next one. */
function segments({ width, height, ink }: PaddedInk): Map<number, number> {
  const next = new Map<number, number>();
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const p = y * width + x;
      const dark = (q: number, bit: number): number => (ink[q] > HALF ? bit : 0);
      const cell = dark(p, 8) + dark(p + 1, 4) + dark(p + width + 1, 2) + dark(p + width, 1);
      const edges = { top: 2 * p, right: 2 * (p + 1) + 1, bottom: 2 * (p + width), left: 2 * p + 1 };
      for (const [from, to] of CELLS[cell] ?? []) next.set(edges[from], edges[to]);
    }
  }
  return next;
}

/** Where the ink passes one half between the two pixel centres of an edge. */
function crossing({ width, ink }: PaddedInk, edge: number): Point {
  const p = edge >> 1;
  const down = edge & 1;
  const a = ink[p];
  const b = ink[down ? p + width : p + 1];
  const part = (HALF - a) / (b - a);
  // Less one pixel of padding, plus half a pixel to its centre.
  return { x: (p % width) - 0.5 + (down ? 0 : part), y: Math.floor(p / width) - 0.5 + (down ? part : 0) };
}

/** Closed polygon with fewer corners (Douglas & Peucker 1973), split at the corner farthest from the first. */
function simplified(polygon: readonly Point[], tolerance: number): Point[] {
  const first = polygon[0];
  const far = farthest(polygon, 0, polygon.length, (point) => length2(point, first)).index;
  const closed = [...polygon, first];
  return [...kept(closed, 0, far, tolerance), ...kept(closed, far, polygon.length, tolerance)];
}

/** Corners from `from` (included) to `to` (excluded) that are needed. */
function kept(points: readonly Point[], from: number, to: number, tolerance: number): Point[] {
  const [a, b] = [points[from], points[to]];
  const base2 = length2(a, b);
  const { index, value } = farthest(points, from + 1, to, (p) => {
    const cross = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    return base2 > 0 ? (cross * cross) / base2 : length2(p, a);
  });
  if (value <= tolerance * tolerance) return [a];
  return [...kept(points, from, index, tolerance), ...kept(points, index, to, tolerance)];
}

function farthest(
  points: readonly Point[],
  from: number,
  to: number,
  distance: (point: Point) => number,
): { index: number; value: number } {
  let [index, value] = [from, -1];
  for (let i = from; i < to; i++) {
    const d = distance(points[i]);
    if (d > value) [index, value] = [i, d];
  }
  return { index, value };
}

function length2(a: Point, b: Point): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}
