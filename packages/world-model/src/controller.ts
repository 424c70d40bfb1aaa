// C, the controller: what to do.
import { checkShapes, concat, tidy } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { applyMlp } from './mlp.ts';
import type { MlpParams } from './mlp.ts';

/**
 * The action of the controller: `a(t) = C(x(t))`, or `C(x(t), goal)` with a goal input.
 *
 * `B` batch, `X` observation, `G` goal, `A` action.
 * @param x - `[B, X]`.
 * @param goal - `[B, G]`, appended to the observation. Source: Schmidhuber & Huber 1991, goal inputs that stay constant
 *   along a trajectory.
 * @returns `[B, A]`, each in 0..1. The caller disposes it.
 */
export function act(controller: MlpParams, x: Tensor2D, goal?: Tensor2D): Tensor2D {
  if (goal === undefined) return applyMlp(controller, x);
  checkShapes('act', { x: [x, 'B X'], goal: [goal, 'B G'] });
  return tidy(() => applyMlp(controller, concat([x, goal], 1)));
}
