// Ink under footprints, for all places at once. Each footprint has a table of its own; all are of one size, so that one
// number tells a place in all of them, and a margin of zeros stands for the places where only others meet the grid.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import type { Footprint, FootprintSet } from './picture.ts';
import { reachOf } from './reach.ts';

/** Origins from which a set of footprints may meet a grid: `columns × rows` whole places from (left, top). */
export interface Places {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** The ink under each footprint of a set at all its places. */
export interface SumTable {
  /** Numbers in a row. */
  readonly stride: number;
  /** By footprint of the set: where in `sums` its first place is. Equal footprints share a table. */
  readonly starts: Int32Array;
  /** What there are tables of: the footprints of the set, each once. */
  readonly different: readonly Footprint[];
  readonly sums: Int32Array;
}

/** What a pixel shows: `ground + sign · ink`, where there is ink. */
export interface Tone {
  /** 0..255 */
  readonly ground: number;
  readonly sign: 1 | -1;
}

/** From where a set of footprints may meet a grid. */
export function placesOf({ width, height }: InkGrid, set: FootprintSet): Places {
  const { left, right, top, bottom } = reachOf(set);
  const [columns, rows] = [width + right - left - 1, height + bottom - top - 1];
  return { left: 1 - right, top: 1 - bottom, columns, rows };
}

/** Sums up the ink under a set of footprints at all its places. */
export function makeSumTable(grid: InkGrid, { footprints, x, y }: FootprintSet, places: Places): SumTable {
  const [minX, minY] = [Math.min(...x), Math.min(...y)];
  const stride = places.columns + Math.max(...x) - minX;
  const height = places.rows + Math.max(...y) - minY;
  const different = [...new Set(footprints)];
  const sums = new Int32Array(different.length * height * stride);
  for (const [i, footprint] of different.entries()) {
    const table = sums.subarray(i * height * stride, (i + 1) * height * stride);
    fill(table, stride, grid, footprint, places.left + minX, places.top + minY);
  }
  const starts = footprints.map(
    (footprint, f) => (different.indexOf(footprint) * height + y[f] - minY) * stride + x[f] - minX,
  );
  return { stride, starts: Int32Array.from(starts), different, sums };
}

/** What a set of footprints sees at each of its places, one after the other: means, of a picture of nothing but the grid. */
export function viewsOf(
  { starts, stride, sums }: SumTable,
  { footprints }: FootprintSet,
  { columns, rows }: Places,
  tone: Tone,
): Float32Array {
  const fields = starts.length;
  const views = new Float32Array(columns * rows * fields);
  for (let f = 0; f < fields; f++) {
    const { pixels } = footprints[f];
    for (let row = 0, i = f; row < rows; row++)
      for (let column = 0, from = starts[f] + row * stride; column < columns; column++, i += fields)
        views[i] = meanOf(tone, sums[from + column], pixels);
  }
  return views;
}

/** The mean of pixels of a tone with some ink in all: divided once in float64, to be rounded once to float32. */
export function meanOf({ ground, sign }: Tone, ink: number, pixels: number): number {
  return (ground * pixels + sign * ink) / (255 * pixels);
}

/** The number of a place in rows of `stride`; -1 where no footprint meets the grid. */
export function placeIn({ left, top, columns, rows }: Places, stride: number, x: number, y: number): number {
  const [column, row] = [x - left, y - top];
  const isInside = column >= 0 && column < columns && row >= 0 && row < rows;
  // An integer to the engine too, which it adds to starts without a detour by floats.
  return isInside ? (row * stride + column) | 0 : -1;
}

/** The ink under one footprint, row by row from (left, top). */
function fill(
  table: Int32Array,
  stride: number,
  grid: InkGrid,
  footprint: Footprint,
  left: number,
  top: number,
): void {
  for (let i = 0, y = top; i < table.length; y++) {
    for (let x = left; x < left + stride; x++, i++) table[i] = inkUnder(grid, footprint, x, y);
  }
}
