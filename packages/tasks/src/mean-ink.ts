// The innermost loop of every look.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import { keptSums, keptViews, memoryOf } from './look-memory.ts';
import type { FootprintSet, Picture } from './picture.ts';
import { meanOf, placeIn } from './sum-table.ts';
import type { Tone } from './sum-table.ts';

/** Ink whose left upper corner is at whole (x, y). */
interface LaidInk {
  readonly sprite: { readonly grid: InkGrid };
  readonly x: number;
  readonly y: number;
}

/** `meanInkUnderEach` of a picture of objects that do not overlap. */
export function meanInkOf(objects: readonly LaidInk[], tone: Tone): NonNullable<Picture['meanInkUnderEach']> {
  return (set, x, y, means, from) => {
    const isWritten = objects.length === 1 && writeKept(objects[0], tone, set, x, y, means, from);
    if (!isWritten) writeMeans(objects, tone, set, x, y, means, from);
  };
}

/** The usual look: at one object that has been looked at often. Whether it is remembered what is seen of it. */
function writeKept(
  { sprite: { grid }, x: left, y: top }: LaidInk,
  tone: Tone,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): boolean {
  const memory = memoryOf(grid, set);
  const views = keptViews(memory, set, tone);
  if (views === undefined) return false;
  const { places } = memory;
  const fields = set.footprints.length;
  const place = placeIn(places, places.columns, x - left, y - top);
  if (place < 0) means.fill(tone.ground / 255, from, from + fields);
  else copyRow(views, place * fields, means, from, fields);
  return true;
}

/** Four at a time take three quarters of the time of one after the other; a call of `set` takes longer. */
function copyRow(
  source: Float32Array,
  first: number,
  target: Float32Array,
  from: number,
  count: number,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const [read, write] = [first + i, from + i];
    target[write] = source[read];
    target[write + 1] = source[read + 1];
    target[write + 2] = source[read + 2];
    target[write + 3] = source[read + 3];
  }
  for (; i < count; i++) target[from + i] = source[first + i];
}

function writeMeans(
  objects: readonly LaidInk[],
  tone: Tone,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): void {
  const sums = new Float64Array(set.footprints.length);
  for (const { sprite, x: left, y: top } of objects) addSums(sprite.grid, set, x - left, y - top, sums);
  for (let f = 0; f < sums.length; f++) means[from + f] = meanOf(tone, sums[f], set.footprints[f].pixels);
}

/** Adds the ink under each footprint of a set whose origin is at whole (x, y): exact integers. */
function addSums(grid: InkGrid, set: FootprintSet, x: number, y: number, sums: Float64Array): void {
  const memory = memoryOf(grid, set);
  const table = keptSums(memory, grid, set);
  if (table === undefined) {
    for (let f = 0; f < sums.length; f++)
      sums[f] += inkUnder(grid, set.footprints[f], x + set.x[f], y + set.y[f]);
    return;
  }
  const place = placeIn(memory.places, table.stride, x, y);
  if (place < 0) return;
  const { starts, sums: kept } = table;
  for (let f = 0; f < starts.length; f++) sums[f] += kept[starts[f] + place];
}
