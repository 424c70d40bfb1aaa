import { foldIn, integerValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { inkUnder } from '@saccade/tasks';
import type { Picture, Placed, Point } from '@saccade/tasks';
import type { Retina } from './retina.ts';

/** Whole positions `x0 ≤ x < x1`, `y0 ≤ y < y1`. */
interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const TRIES = 32;

/**
 * A place for the fovea's centre, uniform over all whole positions of the field from which some receptive field holds
 * ink of the object. After 32 draws that see nothing, all such places are listed and one is drawn: the same distribution.
 *
 * @param key - consumed.
 * @throws RangeError if the object cannot be seen from anywhere.
 */
export function startPosition(retina: Retina, field: Picture, object: Placed, key: Key): Point {
  const box = reach(retina, field, object);
  const count = Math.max(0, box.x1 - box.x0) * Math.max(0, box.y1 - box.y0);
  for (let t = 0; t < TRIES && count > 0; t++) {
    const point = pointOf(box, integerValues(foldIn(key, t), 1, 0, count)[0]);
    if (sees(retina, object, point)) return point;
  }
  const places = Array.from({ length: count }, (_, i) => pointOf(box, i)).filter((point) =>
    sees(retina, object, point),
  );
  if (places.length === 0)
    throw new RangeError('startPosition: object must have ink that the retina can reach, got none');
  return places[integerValues(foldIn(key, TRIES), 1, 0, places.length)[0]];
}

/** The box outside of which no receptive field touches the object's box. */
function reach({ fields, discs }: Retina, field: Picture, { sprite, x, y }: Placed): Box {
  const bound = (low: number, high: number, size: number): [number, number] => [
    Math.max(0, low),
    Math.min(size + 1, high),
  ];
  const edges = fields.map((f, i) => ({
    left: f.x + discs[i].minX,
    right: f.x + discs[i].maxX,
    top: f.y + discs[i].top,
    bottom: f.y + discs[i].top + discs[i].left.length,
  }));
  const most = (side: 'right' | 'bottom'): number => edges.reduce((a, e) => Math.max(a, e[side]), -Infinity);
  const least = (side: 'left' | 'top'): number => edges.reduce((a, e) => Math.min(a, e[side]), Infinity);
  const [x0, x1] = bound(x + 1 - most('right'), x + sprite.width - least('left'), field.width);
  const [y0, y1] = bound(y + 1 - most('bottom'), y + sprite.height - least('top'), field.height);
  return { x0, y0, x1, y1 };
}

function pointOf({ x0, y0, x1 }: Box, index: number): Point {
  return { x: x0 + (index % (x1 - x0)), y: y0 + Math.floor(index / (x1 - x0)) };
}

/** Whether some receptive field holds ink of the object while (x, y) is fixated. */
function sees({ fields, discs }: Retina, { sprite, x: left, y: top }: Placed, { x, y }: Point): boolean {
  return fields.some((field, i) => inkUnder(sprite, discs[i], x - left + field.x, y - top + field.y) > 0);
}
