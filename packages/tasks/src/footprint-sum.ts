// The innermost loop of every look: the ink under discs.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid, LookMemory } from './ink-grid.ts';
import type { FootprintSet } from './picture.ts';
import { makeSumTable, placeIn, placesOf } from './sum-table.ts';
import type { SumTable } from './sum-table.ts';

/**
 * Adds to `sums` the ink under each footprint of a set whose origin is at whole (x, y): exact integers. A grid that is
 * looked at over and over keeps these sums for all places; the numbers are the same.
 */
export function addFootprintSums(
  grid: InkGrid,
  set: FootprintSet,
  x: number,
  y: number,
  sums: Float64Array,
): void {
  const table = tableOf(grid, set);
  if (table === undefined) {
    for (let f = 0; f < set.footprints.length; f++)
      sums[f] += inkUnder(grid, set.footprints[f], x + set.x[f], y + set.y[f]);
    return;
  }
  const place = placeIn(table, x, y);
  if (place < 0) return;
  const { starts, sums: all } = table;
  for (let f = 0; f < starts.length; f++) sums[f] += all[starts[f] + place];
}

/** Whether there is ink under some footprint of a set whose origin is at whole (x, y), on a grid without negative ink. */
export function meetsInk(grid: InkGrid, set: FootprintSet, x: number, y: number): boolean {
  const table = tableOf(grid, set);
  if (table === undefined)
    return set.footprints.some((footprint, f) => inkUnder(grid, footprint, x + set.x[f], y + set.y[f]) > 0);
  const place = placeIn(table, x, y);
  if (place < 0) return false;
  const { starts, sums } = table;
  for (let f = 0; f < starts.length; f++) if (sums[starts[f] + place] > 0) return true;
  return false;
}

/** The table of a set on a grid, once there have been as many looks as it has places: it is sure to pay then. */
function tableOf(grid: InkGrid, set: FootprintSet): SumTable | undefined {
  const memory = grid.memory.get(set) ?? newMemory(grid, set);
  if (memory.table === undefined && memory.looks++ >= memory.places.columns * memory.places.rows)
    memory.table = makeSumTable(grid, set, memory.places);
  return memory.table;
}

function newMemory(grid: InkGrid, set: FootprintSet): LookMemory {
  const memory = { places: placesOf(grid, set), looks: 0, table: undefined };
  grid.memory.set(set, memory);
  return memory;
}
