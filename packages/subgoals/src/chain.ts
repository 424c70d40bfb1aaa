import {
  add,
  argMin,
  checkShapes,
  concat,
  expandDims,
  gather,
  mean,
  min,
  mul,
  range,
  reshape,
  slice,
  square,
  sum,
  tidy,
  tile,
} from '@saccade/math';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@saccade/math';
import type { Evaluator } from './evaluator.ts';

/** Where ways begin and end, and what is between. `B` batch, `D` circles. */
export interface Situation {
  /** `[B, 2]` */
  readonly start: Tensor2D;
  /** `[B, 2]` */
  readonly goal: Tensor2D;
  /** x, y and radius; radius 0: none. `[B, D, 3]` */
  readonly circles: Tensor3D;
}

/**
 * What a chain of subgoals costs: `Σ ½ E(s_k, s_k+1)²` over start, s_1 … s_K, goal, `[B]`. Each subgoal gets the gradients of
 * the two evaluations next to it.
 *
 * Source: Schmidhuber 1991, "Learning to generate sub-goals for action sequences"; Schmidhuber & Wahnsiedler 1992.
 * @param plan - s_1 … s_K, `[B, K, 2]`, K ≥ 1.
 * @returns the caller disposes it.
 */
export function chainCosts(
  evaluator: Evaluator,
  { start, goal, circles }: Situation,
  plan: Tensor3D,
): Tensor1D {
  const { B, K } = checkShapes('chainCosts', {
    start: [start, 'B 2'],
    goal: [goal, 'B 2'],
    circles: [circles, 'B D 3'],
    plan: [plan, 'B K 2'],
  });
  return tidy(() => {
    const way = concat([expandDims(start, 1), plan, expandDims(goal, 1)], 1);
    // All legs of all chains side by side: one evaluation.
    const ends = (first: number): Tensor2D =>
      reshape(slice(way, [0, first, 0], [B, K + 1, 2]), [B * (K + 1), 2]);
    const around = repeatRows(circles, K + 1);
    const costs = reshape(evaluator(ends(0), ends(1), around), [B, K + 1]);
    return mul(sum(square(costs), 1), 0.5) as Tensor1D;
  });
}

/** Each row `times` times, one after the other: `[B, …]` to `[B·times, …]`. */
export function repeatRows<T extends Tensor>(x: T, times: number): T {
  const rest = x.shape.slice(1);
  const copies = tile(expandDims(x, 1), [1, times, ...rest.map(() => 1)]);
  return reshape(copies, [x.shape[0] * times, ...rest]);
}

/** The costs of several plans for each situation, `plans [B, M, K, 2]`: `[B, M]`. See {@link chainCosts}. */
export function costsOfPlans(evaluator: Evaluator, situation: Situation, plans: Tensor4D): Tensor2D {
  const [B, M, K] = plans.shape;
  const { start, goal, circles } = situation;
  const all = { start: repeatRows(start, M), goal: repeatRows(goal, M), circles: repeatRows(circles, M) };
  return reshape(chainCosts(evaluator, all, reshape<Tensor3D>(plans, [B * M, K, 2])), [B, M]);
}

/** Share of the objective that all plans have, so that those that never are the best learn, too. */
const ALL = 0.1;

/**
 * What generators descend, `[]`: the mean over situations of {@link chainCosts}; of several plans mostly that of the best.
 *
 * @param plans - `[B, M, K, 2]`.
 */
export function chainObjective(evaluator: Evaluator, situation: Situation, plans: Tensor4D): Scalar {
  return tidy(() => {
    const costs = costsOfPlans(evaluator, situation, plans);
    if (plans.shape[1] === 1) return mean(costs) as Scalar;
    return add(mul(mean(min(costs, 1)), 1 - ALL), mul(mean(costs), ALL)) as Scalar;
  });
}

/** The plan that E likes best for each situation: of `plans [B, M, K, 2]`, `[B, K, 2]`. The caller disposes it. */
export function bestPlan(evaluator: Evaluator, situation: Situation, plans: Tensor4D): Tensor3D {
  const [B, M, K] = plans.shape;
  return tidy(() => {
    const best = argMin(costsOfPlans(evaluator, situation, plans), 1);
    const rows = add(best, mul(range(0, B, 1, 'int32'), M));
    return gather(reshape(plans, [B * M, K, 2]), rows);
  });
}
