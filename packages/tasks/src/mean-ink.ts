// The innermost loop of every look.
import type { InkGrid } from './ink-grid.ts';
import { addSums, memoryOf } from './look-memory.ts';
import type { FootprintSet, Picture } from './picture.ts';
import { placeIn } from './sum-table.ts';

/** Ink whose left upper corner is at whole (x, y). */
interface LaidInk {
  readonly sprite: { readonly grid: InkGrid };
  readonly x: number;
  readonly y: number;
}

/** What a pixel shows: `ground + sign · ink`, where there is ink. */
interface Tone {
  /** 0..255 */
  readonly ground: number;
  readonly sign: 1 | -1;
}

/** `meanInkUnderEach` of a picture of objects that do not overlap. */
export function meanInkOf(objects: readonly LaidInk[], tone: Tone): NonNullable<Picture['meanInkUnderEach']> {
  return (set, x, y, means, from) => {
    if (objects.length === 1 && readMeans(objects[0], tone, set, x, y, means, from)) return;
    const sums = new Float64Array(set.footprints.length);
    for (const { sprite, x: left, y: top } of objects) addSums(sprite.grid, set, x - left, y - top, sums);
    for (let f = 0; f < sums.length; f++) {
      const { pixels } = set.footprints[f];
      means[from + f] = (tone.ground * pixels + tone.sign * sums[f]) / (255 * pixels);
    }
  };
}

/**
 * The usual look, at one object that has been looked at often: a read and a division each. False if it has not.
 * There are two loops, as engines would check a product of integers with the sign for −0.
 */
function readMeans(
  { sprite, x: left, y: top }: LaidInk,
  { ground, sign }: Tone,
  set: FootprintSet,
  x: number,
  y: number,
  means: Float32Array,
  from: number,
): boolean {
  const { layout, sums } = memoryOf(sprite.grid, set);
  if (sums === undefined) return false;
  const { starts, pixels } = layout;
  const place = placeIn(layout, x - left, y - top);
  if (place < 0) means.fill(ground / 255, from, from + starts.length);
  else if (sign > 0)
    for (let f = 0; f < starts.length; f++)
      means[from + f] = (ground * pixels[f] + sums[starts[f] + place]) / (255 * pixels[f]);
  else
    for (let f = 0; f < starts.length; f++)
      means[from + f] = (ground * pixels[f] - sums[starts[f] + place]) / (255 * pixels[f]);
  return true;
}
