import type { Placed } from './scene.ts';

/** The free places of one row: `from ≤ x < to`. */
interface Run {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

/** All places where a box lies inside the field without touching earlier objects, numbered row by row. */
export interface FreePlaces {
  readonly count: number;
  /** Left upper corner number `index`, 0 ≤ index < count. */
  place(index: number): { x: number; y: number };
}

/** The places of the left upper corner of a `boxWidth × boxHeight` box in a `width × height` field beside `objects`. */
export function freePlaces(
  width: number,
  height: number,
  boxWidth: number,
  boxHeight: number,
  objects: readonly Placed[],
): FreePlaces {
  const columns = width - boxWidth + 1;
  const rows = height - boxHeight + 1;
  if (objects.length === 0) {
    const count = Math.max(0, columns) * Math.max(0, rows);
    return { count, place: (index) => ({ x: index % columns, y: Math.floor(index / columns) }) };
  }
  const runs: Run[] = [];
  for (let y = 0; y < rows; y++) runs.push(...freeRuns(y, columns, boxWidth, boxHeight, objects));
  const count = runs.reduce((sum, run) => sum + run.to - run.from, 0);
  return { count, place: (index) => placeIn(runs, index) };
}

function freeRuns(
  y: number,
  columns: number,
  boxWidth: number,
  boxHeight: number,
  objects: readonly Placed[],
): Run[] {
  const blocked = objects
    .filter((other) => y < other.y + other.sprite.height && other.y < y + boxHeight)
    .map((other) => ({ from: other.x - boxWidth + 1, to: other.x + other.sprite.width }))
    .sort((a, b) => a.from - b.from);
  const runs: Run[] = [];
  let x = 0;
  for (const { from, to } of [...blocked, { from: columns, to: columns }]) {
    if (Math.min(from, columns) > x) runs.push({ y, from: x, to: Math.min(from, columns) });
    x = Math.max(x, to);
  }
  return runs;
}

function placeIn(runs: readonly Run[], index: number): { x: number; y: number } {
  let left = index;
  for (const { y, from, to } of runs) {
    if (left < to - from) return { x: from + left, y };
    left -= to - from;
  }
  throw new RangeError(`placeIn: index must be below the count of free places, got ${index}`);
}
