import { add, div, grad, maximum, mul, scan, sqrt, square, sub, sum, tidy } from '@saccade/math';
import type { Tensor4D } from '@saccade/math';
import { costsOfPlans } from './chain.ts';
import type { Situation } from './chain.ts';
import type { Evaluator } from './evaluator.ts';

/** Options of {@link refinePlans}. */
export interface RefineOptions {
  /** Steps down, ≥ 1. Default 30. */
  readonly steps?: number;
  /** Times the gradient is a step. Default 0.1. */
  readonly rate?: number;
  /** Longest step of a subgoal. Default 0.1. */
  readonly longest?: number;
}

/**
 * Plans made better at use: their subgoals go down the gradient of `Σ ½ E²`, no weight changes.
 *
 * @param plans - `[B, M, K, 2]`.
 * @returns `[B, M, K, 2]`. The caller disposes it.
 */
export function refinePlans(
  evaluator: Evaluator,
  situation: Situation,
  plans: Tensor4D,
  { steps = 30, rate = 0.1, longest = 0.1 }: RefineOptions = {},
): Tensor4D {
  const slope = grad((places: Tensor4D) => sum(costsOfPlans(evaluator, situation, places)));
  return tidy(() => {
    const [refined] = scan(
      (places: Tensor4D) => {
        const down = mul(slope(places), rate);
        const length = sqrt(add(sum(square(down), 3, { keepDims: true }), 1e-12));
        return [sub(places, div(down, maximum(div(length, longest), 1))) as Tensor4D, {}];
      },
      plans,
      {},
      { length: steps },
    );
    return refined;
  });
}
