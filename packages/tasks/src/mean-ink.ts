// The innermost loop of every look.
import { inkUnder } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import { keptMeans, keptSums, memoryOf } from './look-memory.ts';
import type { FootprintSet, Picture } from './picture.ts';
import { placeIn } from './sum-table.ts';
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
    if (objects.length === 1) writeMeans(objects[0], tone, set, x, y, means, from);
    else writeMeansOfAll(objects, tone, set, x, y, means, from);
  };
}

/** The usual look, at one object: if it has been looked at often, a read each. */
function writeMeans(
  { sprite, x: left, y: top }: LaidInk,
  tone: Tone,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): void {
  const { grid } = sprite;
  const memory = memoryOf(grid, set);
  const table = keptSums(memory, grid, set);
  if (table === undefined) {
    writeNewMeans(grid, tone, set, x - left, y - top, means, from);
    return;
  }
  const { starts, stride } = table;
  const place = placeIn(memory.places, stride, x - left, y - top);
  if (place < 0) {
    means.fill(tone.ground / 255, from, from + starts.length);
    return;
  }
  const kept = keptMeans(memory, table, tone);
  for (let f = 0; f < starts.length; f++) means[from + f] = kept[starts[f] + place];
}

function writeNewMeans(
  grid: InkGrid,
  { ground, sign }: Tone,
  { footprints, x, y }: FootprintSet,
  atX: number,
  atY: number,
  means: Float32Array,
  from: number,
): void {
  for (let f = 0; f < footprints.length; f++) {
    const sum = inkUnder(grid, footprints[f], atX + x[f], atY + y[f]);
    const { pixels } = footprints[f];
    means[from + f] = (ground * pixels + sign * sum) / (255 * pixels);
  }
}

function writeMeansOfAll(
  objects: readonly LaidInk[],
  { ground, sign }: Tone,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): void {
  const sums = new Float64Array(set.footprints.length);
  for (const { sprite, x: left, y: top } of objects) addSums(sprite.grid, set, x - left, y - top, sums);
  for (let f = 0; f < sums.length; f++) {
    const { pixels } = set.footprints[f];
    means[from + f] = (ground * pixels + sign * sums[f]) / (255 * pixels);
  }
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
