// E that is learned from experience: nobody tells it what discs and walls are; walks have hurt.
import {
  abs,
  add,
  cast,
  checkShapes,
  concat,
  div,
  expandDims,
  greater,
  mean,
  mul,
  reshape,
  slice,
  softplus,
  split,
  squaredDifference,
  squeeze,
  sub,
  sum,
  tidy,
  tile,
} from '@saccade/math';
import type { Key, Scalar, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import type { Evaluator } from './evaluator.ts';
import { applyNet, initNet } from './net.ts';
import { turned, UNIT, wayTo } from './view.ts';

/** Options of {@link initEvaluator}. */
export interface LearnedEvaluatorOptions {
  /** Hidden units in each of two layers that judge a circle; half as many judge the way alone. Default 32. */
  readonly hidden?: number;
}

/** What E has learned. A tree of tensors, which its maker owns. */
export interface EvaluatorParams {
  /** What the way costs where there are no circles: length, and walls. */
  readonly way: MlpParams;
  /** What each circle adds. */
  readonly circle: MlpParams;
}

/** Walks and what they have cost: `B` of them, among `D` circles each. */
export interface CostExamples {
  /** `[B, 2]` */
  readonly from: Tensor2D;
  /** `[B, 2]` */
  readonly to: Tensor2D;
  /** `[B, D, 3]` */
  readonly circles: Tensor3D;
  /** `[B]` */
  readonly costs: Tensor1D;
}

/** @param key - consumed. */
export function initEvaluator({ hidden = 32 }: LearnedEvaluatorOptions, key: Key): EvaluatorParams {
  const [kWay, kCircle] = split(key, 2);
  return {
    way: initNet([5, Math.ceil(hidden / 2), 1], kWay),
    circle: initNet([4, hidden, hidden, 1], kCircle),
  };
}

/**
 * E by a net: `softplus(way) + Σ softplus(circle)`, never below 0. Each circle is seen from the start of the way, turned so that the
 * goal is straight ahead, and at its distance from the line, whatever the side. These distances are in units of about a radius,
 * within which costs rise, and not in those of ways: so seen, some nets did not find out in time what a circle costs.
 */
export function learnedEvaluator({ way: wayNet, circle: circleNet }: EvaluatorParams): Evaluator {
  return (from, to, circles) => {
    const { B, D } = checkShapes('learnedEvaluator', {
      from: [from, 'B 2'],
      to: [to, 'B 2'],
      circles: [circles, 'B D 3'],
    });
    return tidy(() => {
      const { length, ahead } = wayTo(from, to);
      const ends = concat<Tensor2D>([div(length, UNIT), sub(div(from, UNIT), 1), sub(div(to, UNIT), 1)], 1);
      const centres = slice(circles, [0, 0, 0], [B, D, 2]);
      const radii = slice(circles, [0, 0, 2], [B, D, 1]);
      const seen = turned(sub(centres, expandDims(from, 1)), expandDims(ahead, 1), -1);
      const [along, across] = [0, 1].map((axis) => slice(seen, [0, 0, axis], [B, D, 1]));
      const lengths = tile(reshape(div(length, UNIT), [B, 1, 1]), [1, D, 1]);
      const each = concat([along, abs(across), radii, lengths], 2);
      const added = softplus(reshape(applyNet(circleNet, reshape(each, [B * D, 4])), [B, D]));
      const exists = cast(squeeze(greater(radii, 0), [2]), 'float32');
      const alone = squeeze(softplus(applyNet(wayNet, ends)), [1]);
      return add(alone, sum(mul(added, exists), 1)) as Tensor1D;
    });
  };
}

/** Mean squared error of E, `[]`. */
export function evaluatorLoss(params: EvaluatorParams, { from, to, circles, costs }: CostExamples): Scalar {
  return tidy(() => mean(squaredDifference(learnedEvaluator(params)(from, to, circles), costs)) as Scalar);
}
