// What is seen along a way: all places from the start, turned so that the goal is straight ahead. It sums over the circles
// what it makes of each, so that their number and order do not matter.
import {
  add,
  cast,
  concat,
  div,
  expandDims,
  greater,
  mul,
  neg,
  reshape,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  tile,
} from '@saccade/math';
import type { Tensor, Tensor2D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import type { Situation } from './chain.ts';
import { applyNet } from './net.ts';

/** What is seen of the way: its length, start and goal as they are. */
export const WAY_INPUTS = 5;
/** And of each circle: where it is, along and across the way, and its radius. */
export const CIRCLE_INPUTS = 3;
/** Places are seen and proposed in this unit: half of the default square. */
export const UNIT = 5;
const TINY = 1e-12;

/** The view along a way, `[N, …]` each. */
export interface Seen {
  readonly start: Tensor2D;
  readonly way: Tensor2D;
  /** The direction of the goal, of length 1. */
  readonly ahead: Tensor2D;
  /** The way's inputs, and what was made of the circles. */
  readonly view: Tensor2D;
}

/** Looks along ways with a net for circles, `[CIRCLE_INPUTS + WAY_INPUTS, …, L]`: `view` is `[N, WAY_INPUTS + L]`. */
export function look(net: MlpParams, { start, goal, circles }: Situation): Seen {
  const [N, D] = circles.shape;
  const { way, length, ahead } = wayTo(start, goal);
  const ends = concat<Tensor2D>([div(length, UNIT), div(start, UNIT), div(goal, UNIT)], 1);
  const centres = slice(circles, [0, 0, 0], [N, D, 2]);
  const radii = slice(circles, [0, 0, 2], [N, D, 1]);
  const fromStart = turned(sub(centres, expandDims(start, 1)), expandDims(ahead, 1), -1);
  const each = concat([div(fromStart, UNIT), radii, tile(expandDims(ends, 1), [1, D, 1])], 2);
  const looks = tanh(applyNet(net, reshape(each, [N * D, CIRCLE_INPUTS + WAY_INPUTS])));
  const exists = cast(greater(radii, 0), 'float32');
  const looked = sum(mul(reshape(looks, [N, D, -1]), exists), 1);
  return { start, way, ahead, view: concat([ends, looked], 1) };
}

/** From start to goal, `[N, 2]`; its length, `[N, 1]`, and direction. */
export function wayTo(start: Tensor2D, goal: Tensor2D) {
  const way = sub(goal, start) as Tensor2D;
  const length = sqrt(add(sum(square(way), 1, { keepDims: true }), TINY)) as Tensor2D;
  return { way, length, ahead: div(way, length) as Tensor2D };
}

/** `[…, 2]` turned by the angle of the direction (c, s), or back: `(x c ∓ y s, ± x s + y c)`. */
export function turned<T extends Tensor>(x: T, direction: Tensor, sense: 1 | -1): T {
  const axis = x.shape.length - 1;
  const part = (of: Tensor, index: number): Tensor =>
    slice(of, [...of.shape.slice(1).map(() => 0), index], [...of.shape.slice(0, -1), 1]);
  const [c, s] = [part(direction, 0), part(direction, 1)];
  const [along, across] = [part(x, 0), part(x, 1)];
  const sine = sense === 1 ? s : neg(s);
  return concat([sub(mul(along, c), mul(across, sine)), add(mul(along, sine), mul(across, c))], axis);
}
