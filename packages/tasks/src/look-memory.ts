// What a grid remembers of looks at it. To keep what there is to see from everywhere takes memory and time, so it waits until
// there have been as many looks as would have paid for it: a thousand digits that are seen now and then keep nothing.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import type { FootprintSet } from './picture.ts';
import { makeSumTable, placeIn, placesOf, viewsOf } from './sum-table.ts';
import type { Places, SumTable, Tone } from './sum-table.ts';

/** Looks at a grid with one set of footprints. */
export interface LookMemory {
  readonly places: Places;
  /** Looks that cost as many sums as there are to keep, those of alike footprints once. */
  readonly paysAfter: number;
  /** How many there have been that nothing was kept of. */
  looks: number;
  /** The ink under each footprint at all places. */
  table: SumTable | undefined;
  /** In each tone that has been asked for, looks while nothing was kept, or what is seen at all places. */
  readonly tones: { readonly tone: Tone; looks: number; views: Float32Array | undefined }[];
  /** By place, whether there is ink under some footprint: {@link UNKNOWN}, {@link MEETS} or {@link MISSES}. */
  meets: Uint8Array | undefined;
}

const UNKNOWN = 0;
const MEETS = 1;
const MISSES = 2;

export function memoryOf(grid: InkGrid, set: FootprintSet): LookMemory {
  const known = grid.memory.get(set);
  if (known !== undefined) return known;
  const places = placesOf(grid, set);
  const share = new Set(set.footprints).size / set.footprints.length;
  const paysAfter = places.columns * places.rows * share;
  const memory = { places, paysAfter, looks: 0, table: undefined, tones: [], meets: undefined };
  grid.memory.set(set, memory);
  return memory;
}

/** The sums of a grid at all places, if it pays to keep them. Counts a look. */
export function keptSums(memory: LookMemory, grid: InkGrid, set: FootprintSet): SumTable | undefined {
  if (memory.table === undefined && pays(memory) && isAffordable(set)) {
    memory.table = makeSumTable(grid, set, memory.places);
    spend(set, memory.table.sums);
  }
  return memory.table;
}

/**
 * What is seen of a grid alone at all places, field by field at each, if it pays to keep it: once there have been as many
 * looks as places. Counts a look in this tone.
 */
export function keptViews(memory: LookMemory, set: FootprintSet, tone: Tone): Float32Array | undefined {
  const { places, tones, table } = memory;
  let kept = tones.find(({ tone: { ground, sign } }) => ground === tone.ground && sign === tone.sign);
  if (kept === undefined) tones.push((kept = { tone, looks: 0, views: undefined }));
  if (kept.views !== undefined || table === undefined) return kept.views;
  if (kept.looks++ >= places.columns * places.rows && isAffordable(set)) {
    kept.views = viewsOf(table, set, places, tone);
    spend(set, kept.views);
  }
  return kept.views;
}

/** Whether there is ink under some footprint of a set whose origin is at whole (x, y), on a grid without negative ink. */
export function meetsInk(grid: InkGrid, set: FootprintSet, x: number, y: number): boolean {
  const memory = memoryOf(grid, set);
  const { columns, rows } = memory.places;
  const kept = (memory.meets ??= pays(memory) ? new Uint8Array(columns * rows) : undefined);
  if (kept === undefined) return findsInk(grid, set, x, y);
  const place = placeIn(memory.places, columns, x, y);
  if (place < 0) return false;
  if (kept[place] === UNKNOWN) kept[place] = findsInk(grid, set, x, y) ? MEETS : MISSES;
  return kept[place] === MEETS;
}

function findsInk(grid: InkGrid, set: FootprintSet, x: number, y: number): boolean {
  return set.footprints.some((footprint, f) => inkUnder(grid, footprint, x + set.x[f], y + set.y[f]) > 0);
}

/** Counts a look. */
function pays(memory: LookMemory): boolean {
  return memory.looks++ >= memory.paysAfter;
}

// By set, the bytes that are kept of all grids. A set that looks at thousands of digits for hours stays below a limit.
const spent = new WeakMap<FootprintSet, number>();
const MOST_BYTES = 2 ** 28;

function isAffordable(set: FootprintSet): boolean {
  return (spent.get(set) ?? 0) < MOST_BYTES;
}

function spend(set: FootprintSet, { byteLength }: { readonly byteLength: number }): void {
  spent.set(set, (spent.get(set) ?? 0) + byteLength);
}
