// S as the paper has it, for one plane: it sees start and goal, and not what lies between them. Its weights get to know that.
import { add, checkShapes, concat, div, mul, reshape, slice, stack, sub, tidy } from '@saccade/math';
import type { Key, Tensor2D, Tensor4D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import type { Situation } from './chain.ts';
import type { Planner } from './generator.ts';
import { applyNet, initNet } from './net.ts';

/** Options of {@link initPlaneGenerator}. */
export interface PlaneGeneratorOptions {
  /** Subgoals that the net makes at once: 1, or as many as are asked of {@link staticPlanePlan}. Default 1. */
  readonly atOnce?: number;
  /** Hidden units, in one layer. Default 40. Source: Schmidhuber & Wahnsiedler 1992. */
  readonly hidden?: number;
}

/** Centre of the default square, and half its side: S sees places as (place − HALF) / HALF. */
const HALF = 5;
const INPUTS = 4;
/** Ways begin nearly straight. */
const FIRST_ANSWERS = 0.1;

/** @param key - consumed. */
export function initPlaneGenerator(options: PlaneGeneratorOptions, key: Key): MlpParams {
  const { atOnce = 1, hidden = 40 } = options;
  return initNet([INPUTS, hidden, 2 * atOnce], key, FIRST_ANSWERS);
}

/** All subgoals at once. Source: Schmidhuber & Wahnsiedler 1992, architecture 1. */
export const staticPlanePlan: Planner<MlpParams> = (params, situation, count) => {
  const { start, goal } = situation;
  const B = check('staticPlanePlan', params, situation, count);
  return tidy(() => {
    const net = applyNet(params, seen(start, goal));
    const places = Array.from({ length: count }, (_, k) =>
      besideWay(slice(net, [0, 2 * k], [B, 2]) as Tensor2D, start, goal, (k + 1) / (count + 1)),
    );
    return reshape<Tensor4D>(stack(places, 1), [B, 1, count, 2]);
  });
};

/** One subgoal after the other, the last one being the next start. Source: the same, architecture 2. */
export const recurrentPlanePlan: Planner<MlpParams> = (params, situation, count) => {
  const { start, goal } = situation;
  const B = check('recurrentPlanePlan', params, situation, count, 1);
  return tidy(() => {
    let place = start;
    const places = Array.from({ length: count }, (_, k) => {
      place = besideWay(applyNet(params, seen(place, goal)), place, goal, 1 / (count - k + 1));
      return place;
    });
    return reshape<Tensor4D>(stack(places, 1), [B, 1, count, 2]);
  });
};

function check(
  name: string,
  { layers }: MlpParams,
  situation: Situation,
  count: number,
  made = count,
): number {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`${name}: count must be a whole number ≥ 1, got ${count}`);
  const atOnce = layers[layers.length - 1].b.size / 2;
  if (atOnce !== made) throw new RangeError(`${name}: params must make ${made} at once, got ${atOnce}`);
  const { start, goal } = situation;
  return checkShapes(name, { start: [start, 'B 2'], goal: [goal, 'B 2'] }).B;
}

function seen(start: Tensor2D, goal: Tensor2D): Tensor2D {
  return sub(div(concat([start, goal], 1), HALF), 1) as Tensor2D;
}

function besideWay(aside: Tensor2D, start: Tensor2D, goal: Tensor2D, share: number): Tensor2D {
  return add(add(start, mul(sub(goal, start), share)), aside) as Tensor2D;
}
