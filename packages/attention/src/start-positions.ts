import { randomWord } from '@saccade/math';
import type { Key } from '@saccade/math';
import { meetsInk, pickFrom, reachOf } from '@saccade/tasks';
import type { Picture, Placed, Point, Reach } from '@saccade/tasks';
import type { Retina } from './retina.ts';

/** Whole positions `x0 ≤ x < x1`, `y0 ≤ y < y1`. */
interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

// Shapes are seen from over two thirds of their start box, digits from two fifths: less than one start in 10⁷ needs more draws.
const TRIES = 32;

/**
 * Places for the centres of `B` foveas, each uniform over all whole positions of its field from which some receptive
 * field overlaps the body of the object, its pixels of at least half ink. After 32 draws that see nothing, all such positions are listed and one is drawn: the
 * distribution is the same. Position `b` depends on the key, its scene and `b` alone.
 *
 * @param objects - one per picture.
 * @param key - consumed.
 * @returns `[B·2]`: x, y in pixels.
 * @throws RangeError if an object cannot be seen from anywhere.
 */
export function startPositions(
  retina: Retina,
  pictures: readonly Picture[],
  objects: readonly Placed[],
  key: Key,
): Float64Array {
  const reach = reachOf(retina.discs);
  const positions = new Float64Array(2 * pictures.length);
  for (let b = 0; b < pictures.length; b++) {
    const box = startBox(reach, pictures[b], objects[b]);
    const word = (draw: number): number => randomWord(key, b * (TRIES + 1) + draw);
    const { x, y } = drawPoint(retina, box, objects[b], word) ?? listedPoint(retina, box, objects[b], word);
    positions[2 * b] = x;
    positions[2 * b + 1] = y;
  }
  return positions;
}

/** The random word of a draw, 0 ≤ draw ≤ TRIES. Most episodes need one or two of them. */
type Words = (draw: number) => number;

function drawPoint(retina: Retina, box: Box, object: Placed, word: Words): Point | undefined {
  const count = positionsIn(box);
  if (count === 0) return undefined;
  for (let draw = 0; draw < TRIES; draw++) {
    const point = pointOf(box, pickFrom(word(draw), count));
    if (sees(retina, object, point)) return point;
  }
  return undefined;
}

function listedPoint(retina: Retina, box: Box, object: Placed, word: Words): Point {
  const all = Array.from({ length: positionsIn(box) }, (_, i) => pointOf(box, i));
  const seeing = all.filter((point) => sees(retina, object, point));
  if (seeing.length === 0) {
    throw new RangeError(
      'startPositions: object must have pixels of half ink that the retina can reach, got none',
    );
  }
  return seeing[pickFrom(word(TRIES), seeing.length)];
}

function positionsIn({ x0, y0, x1, y1 }: Box): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

/** The box outside of which no receptive field touches the object's box. */
function startBox(reach: Reach, field: Picture, { sprite, x, y }: Placed): Box {
  return {
    x0: Math.max(0, x + 1 - reach.right),
    y0: Math.max(0, y + 1 - reach.bottom),
    x1: Math.min(field.width + 1, x + sprite.width - reach.left),
    y1: Math.min(field.height + 1, y + sprite.height - reach.top),
  };
}

function pointOf({ x0, y0, x1 }: Box, index: number): Point {
  return { x: x0 + (index % (x1 - x0)), y: y0 + Math.floor(index / (x1 - x0)) };
}

/** Whether some receptive field overlaps the body of the object while (x, y) is fixated. */
function sees({ discs }: Retina, { sprite, x: left, y: top }: Placed, { x, y }: Point): boolean {
  return meetsInk(sprite.body, discs, x - left, y - top);
}
