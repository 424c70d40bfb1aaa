import { meanInkUnderEach } from '@saccade/tasks';
import type { Picture, Point } from '@saccade/tasks';
import type { Retina } from './retina.ts';

const FARTHEST = 1_000_000_000;

/**
 * What a retina sees of a picture, its centre at (x, y): for each of the `F` fields the mean of its pixels, black = 1,
 * white = 0. The centre is rounded to the nearest whole pixel corner (halves up); what lies outside the picture is background.
 *
 * Source: Schmidhuber & Huber 1991.
 * @returns `[F]`. Each value is an exact integer sum, divided once in float64 and rounded once to float32.
 */
export function look(retina: Retina, picture: Picture, x: number, y: number): Float32Array {
  return lookBatch(retina, [picture], [x, y]);
}

/**
 * {@link look}, `B` times.
 * @param pictures - one per look.
 * @param positions - `[B·2]`: x, y of each look.
 * @returns `[B·F]`.
 */
export function lookBatch(
  { discs }: Retina,
  pictures: readonly Picture[],
  positions: ArrayLike<number>,
): Float32Array {
  checkLength(pictures, positions);
  const fields = discs.footprints.length;
  const views = new Float32Array(pictures.length * fields);
  for (let b = 0; b < pictures.length; b++) {
    const x = positions[2 * b];
    const y = positions[2 * b + 1];
    checkPlace(x, y);
    meanInkUnderEach(pictures[b], discs, nearest(x), nearest(y), views, b * fields);
  }
  return views;
}

/** What the retina sees while `point` is fixated: the desired input of a controller that should look there, or a goal input. */
export function targetView(retina: Retina, picture: Picture, point: Point): Float32Array {
  return look(retina, picture, point.x, point.y);
}

function checkLength({ length }: readonly Picture[], positions: ArrayLike<number>): void {
  if (positions.length === 2 * length) return;
  throw new RangeError(`lookBatch: positions must be [B·2=${2 * length}], got [${positions.length}]`);
}

function checkPlace(x: number, y: number): void {
  if (Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST) return;
  throw new RangeError(`look: x and y must be within ±${FARTHEST} px, got (${x}, ${y})`);
}

/** The nearest whole number, halves up, which the engine keeps as a 32-bit integer. */
function nearest(place: number): number {
  return Math.floor(place + 0.5) | 0;
}
