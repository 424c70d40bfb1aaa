// What a grid remembers of looks at it. To keep what there is to see from everywhere takes memory and time, so that it waits
// until there have been as many looks as would have paid for it: a thousand digits that are seen now and then keep nothing.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import type { FootprintSet } from './picture.ts';
import { layoutOf, makeSums, placeIn, sumsIn } from './sum-table.ts';
import type { TableLayout } from './sum-table.ts';

/** Looks at a grid with one set of footprints. */
export interface LookMemory {
  readonly layout: TableLayout;
  /** How many there have been that nothing was kept of. */
  looks: number;
  /** The ink under each footprint at all places, once it pays to keep it. */
  sums: Int32Array | undefined;
  /** By place, whether there is ink under some footprint: {@link UNKNOWN}, {@link MEETS} or {@link MISSES}. */
  meets: Uint8Array | undefined;
}

const UNKNOWN = 0;
const MEETS = 1;
const MISSES = 2;

export function memoryOf(grid: InkGrid, set: FootprintSet): LookMemory {
  const known = grid.memory.get(set);
  if (known !== undefined) return known;
  const memory = { layout: layoutOf(grid, set), looks: 0, sums: undefined, meets: undefined };
  grid.memory.set(set, memory);
  return memory;
}

/** Adds to `sums` the ink under each footprint of a set whose origin is at whole (x, y): exact integers. */
export function addSums(grid: InkGrid, set: FootprintSet, x: number, y: number, sums: Float64Array): void {
  const memory = memoryOf(grid, set);
  const { layout } = memory;
  const kept = (memory.sums ??= pays(memory) ? makeSums(grid, set, layout) : undefined);
  if (kept === undefined) {
    for (let f = 0; f < sums.length; f++)
      sums[f] += inkUnder(grid, set.footprints[f], x + set.x[f], y + set.y[f]);
    return;
  }
  const place = placeIn(layout, x, y);
  if (place < 0) return;
  const { starts } = layout;
  for (let f = 0; f < starts.length; f++) sums[f] += kept[starts[f] + place];
}

/** Whether there is ink under some footprint of a set whose origin is at whole (x, y), on a grid without negative ink. */
export function meetsInk(grid: InkGrid, set: FootprintSet, x: number, y: number): boolean {
  const memory = memoryOf(grid, set);
  const { layout } = memory;
  const place = placeIn(layout, x, y);
  if (place < 0) return false;
  const kept = (memory.meets ??= pays(memory) ? new Uint8Array(layout.rows * layout.stride) : undefined);
  if (kept === undefined) return findsInk(grid, set, x, y);
  if (kept[place] === UNKNOWN) kept[place] = findsInk(grid, set, x, y) ? MEETS : MISSES;
  return kept[place] === MEETS;
}

function findsInk(grid: InkGrid, set: FootprintSet, x: number, y: number): boolean {
  return set.footprints.some((footprint, f) => inkUnder(grid, footprint, x + set.x[f], y + set.y[f]) > 0);
}

/** Counts a look; true once looks have cost as many sums as there are in tables. */
function pays(memory: LookMemory): boolean {
  return memory.looks++ * memory.layout.starts.length >= sumsIn(memory.layout);
}
