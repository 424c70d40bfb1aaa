// Ink under footprints, for all places at once. Each footprint has a table of its own; all are of one size, so that one
// number tells a place in all of them, and a margin of zeros stands for the places where only others meet the grid.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import type { Footprint, FootprintSet } from './picture.ts';
import { reachOf } from './reach.ts';

/** Where the sums under a set of footprints on a grid have their place, if they are kept. */
export interface TableLayout {
  /** Origins from which the set may meet the grid: `columns × rows` whole places from (left, top). */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Sums in a row of a table, and rows of a table. */
  readonly stride: number;
  readonly height: number;
  /** What the tables are of: the footprints of the set, each once. */
  readonly different: readonly Footprint[];
  /** By footprint of the set: the number of the sum for the first place. */
  readonly starts: Int32Array;
  /** By footprint of the set: how many pixels it has. */
  readonly pixels: Float64Array;
}

/** Lays out the sums under a set of footprints. */
export function layoutOf({ width, height }: InkGrid, set: FootprintSet): TableLayout {
  const { left, right, top, bottom } = reachOf(set);
  const [columns, rows] = [width + right - left - 1, height + bottom - top - 1];
  const [minX, minY] = [Math.min(...set.x), Math.min(...set.y)];
  const stride = columns + Math.max(...set.x) - minX;
  const tableHeight = rows + Math.max(...set.y) - minY;
  const different = [...new Set(set.footprints)];
  const starts = set.footprints.map(
    (each, f) => (different.indexOf(each) * tableHeight + set.y[f] - minY) * stride + set.x[f] - minX,
  );
  return {
    ...{ left: 1 - right, top: 1 - bottom, columns, rows, stride, height: tableHeight, different },
    starts: Int32Array.from(starts),
    pixels: Float64Array.from(set.footprints, ({ pixels }) => pixels),
  };
}

/** How many sums the tables hold. */
export function sumsIn({ different, height, stride }: TableLayout): number {
  return different.length * height * stride;
}

/** Sums up the ink under a set of footprints at all its places. */
export function makeSums(grid: InkGrid, set: FootprintSet, layout: TableLayout): Int32Array {
  const { different, height, stride, left, top } = layout;
  const [firstX, firstY] = [left + Math.min(...set.x), top + Math.min(...set.y)];
  const sums = new Int32Array(sumsIn(layout));
  let i = 0;
  for (const footprint of different) {
    for (let y = firstY; y < firstY + height; y++)
      for (let x = firstX; x < firstX + stride; x++) sums[i++] = inkUnder(grid, footprint, x, y);
  }
  return sums;
}

/** The number of a place, to be added to the starts; -1 where no footprint meets the grid. */
export function placeIn({ left, top, columns, rows, stride }: TableLayout, x: number, y: number): number {
  const [column, row] = [x - left, y - top];
  const isInside = column >= 0 && column < columns && row >= 0 && row < rows;
  // An integer to the engine too, which it adds to starts without a detour by floats.
  return isInside ? (row * stride + column) | 0 : -1;
}
