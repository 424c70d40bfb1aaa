// The innermost loop of every look: the ink under discs.
import { rowSum } from './ink-grid.ts';
import type { InkGrid, SumTable } from './ink-grid.ts';
import type { Footprint, FootprintSet } from './picture.ts';

// A table costs about two sums per cell and memory that is slower than the prefix sums of a small grid. It must be sure to pay.
const SUMS_PER_CELL = 4;

/**
 * Adds to `sums` the ink under each footprint of a set whose origin is at whole (x, y): exact integers. A grid that is
 * looked at over and over keeps a table of the sums under each footprint; the numbers are the same.
 */
export function addFootprintSums(
  grid: InkGrid,
  { footprints, x: xs, y: ys }: FootprintSet,
  x: number,
  y: number,
  sums: Float64Array,
): void {
  let table: SumTable | undefined;
  let footprint: Footprint | undefined;
  for (let f = 0; f < footprints.length; f++) {
    if (table === undefined || footprint !== footprints[f]) {
      footprint = footprints[f];
      table = grid.tables.get(footprint) ?? newTable(grid, footprint);
    }
    const atX = x + xs[f];
    const atY = y + ys[f];
    const row = atY + table.rowOffset;
    const column = atX + table.columnOffset;
    if (row < 0 || row >= table.rows || column < 0 || column >= table.columns) continue;
    sums[f] =
      sums[f] +
      (table.sums === undefined
        ? countedSum(table, grid, footprint, atX, atY)
        : table.sums[row * table.columns + column]);
  }
}

/** A sum from the rows. Asked for often enough, it is worth a table. */
function countedSum(table: SumTable, grid: InkGrid, footprint: Footprint, x: number, y: number): number {
  if (++table.asked > SUMS_PER_CELL * table.rows * table.columns) fill(table, grid, footprint);
  return sumOfRows(grid, footprint, x, y);
}

function newTable(grid: InkGrid, footprint: Footprint): SumTable {
  const { top, left, minX, maxX } = footprint;
  const rows = grid.height + left.length - 1;
  const columns = grid.width + maxX - minX - 1;
  const [rowOffset, columnOffset] = [top + left.length - 1, maxX - 1];
  const table: SumTable = { rows, columns, rowOffset, columnOffset, asked: 0, sums: undefined };
  grid.tables.set(footprint, table);
  return table;
}

function fill(table: SumTable, grid: InkGrid, footprint: Footprint): void {
  const { rows, columns } = table;
  const [x0, y0] = [1 - footprint.maxX, 1 - footprint.left.length - footprint.top];
  const sums = new Int32Array(rows * columns);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      sums[i] = sumOfRows(grid, footprint, x0 + column, y0 + row);
    }
  }
  table.sums = sums;
}

function sumOfRows(grid: InkGrid, footprint: Footprint, x: number, y: number): number {
  const { width, height, prefix } = grid;
  const { left, right } = footprint;
  const top = y + footprint.top;
  const first = Math.max(0, -top);
  const last = Math.min(left.length, height - top);
  let sum = 0;
  if (x + footprint.minX >= 0 && x + footprint.maxX <= width) {
    let row = (top + first) * (width + 1) + x;
    for (let i = first; i < last; i++, row += width + 1)
      sum += prefix[row + right[i]] - prefix[row + left[i]];
    return sum;
  }
  for (let i = first; i < last; i++) sum += rowSum(grid, top + i, x + left[i], x + right[i]);
  return sum;
}
