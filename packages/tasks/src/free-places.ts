import type { Point } from './picture.ts';
import type { Placed } from './scene.ts';

/** Places `from ≤ x < to`, the same for some neighbouring rows. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/** Rows `y ≤ row < end` that have the same free places, `perRow` in each. */
interface Band {
  readonly y: number;
  readonly end: number;
  readonly runs: readonly Run[];
  readonly perRow: number;
}

/** All places where a box lies inside the field beside earlier objects, numbered row by row. */
export interface FreePlaces {
  readonly count: number;
  /** Left upper corner number `index`, 0 ≤ index < count. */
  place(index: number): Point;
}

/** The places of the left upper corner of a `boxWidth × boxHeight` box in a `width × height` field beside `objects`. */
export function freePlaces(
  width: number,
  height: number,
  boxWidth: number,
  boxHeight: number,
  objects: readonly Placed[],
): FreePlaces {
  const columns = Math.max(0, width - boxWidth + 1);
  const rows = Math.max(0, height - boxHeight + 1);
  if (objects.length === 0) {
    const place = (index: number): Point => ({ x: index % columns, y: Math.floor(index / columns) });
    return { count: columns * rows, place };
  }
  // The places of a row change only where the box begins or ceases to touch an object's rows.
  const changes = objects.flatMap(({ sprite, y }) => [y - boxHeight + 1, y + sprite.height]);
  const inside = changes.filter((y) => y > 0 && y < rows);
  const edges = [...new Set([0, ...inside, rows])].sort((a, b) => a - b);
  const bands = edges.slice(1).map((end, i) => {
    const blocking = objects.filter((other) => touchesRow(other, edges[i], boxHeight));
    const runs = freeRuns(columns, boxWidth, blocking);
    return { y: edges[i], end, runs, perRow: runs.reduce((sum, { from, to }) => sum + to - from, 0) };
  });
  const count = bands.reduce((sum, { y, end, perRow }) => sum + (end - y) * perRow, 0);
  return { count, place: (index) => placeIn(bands, index) };
}

function touchesRow({ sprite, y }: Placed, row: number, boxHeight: number): boolean {
  return row < y + sprite.height && y < row + boxHeight;
}

function freeRuns(columns: number, boxWidth: number, objects: readonly Placed[]): Run[] {
  const blocked = objects
    .map(({ sprite, x }) => ({ from: x - boxWidth + 1, to: x + sprite.width }))
    .sort((a, b) => a.from - b.from);
  const runs: Run[] = [];
  let x = 0;
  for (const { from, to } of [...blocked, { from: columns, to: columns }]) {
    if (Math.min(from, columns) > x) runs.push({ from: x, to: Math.min(from, columns) });
    x = Math.max(x, to);
  }
  return runs;
}

function placeIn(bands: readonly Band[], index: number): Point {
  let left = index;
  for (const { y, end, runs, perRow } of bands) {
    if (left >= (end - y) * perRow) {
      left -= (end - y) * perRow;
      continue;
    }
    let along = left % perRow;
    for (const { from, to } of runs) {
      if (along < to - from) return { x: from + along, y: y + Math.floor(left / perRow) };
      along -= to - from;
    }
  }
  throw new RangeError(`placeIn: index must be below the number of free places, got ${index}`);
}
