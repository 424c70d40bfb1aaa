import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';

/**
 * Weights of linear interpolation: how much each of `L` samples at 0, 1, …, L − 1 counts for each point,
 * `max(0, 1 − |p − k|)`. NaN for a point that is NaN.
 *
 * @param points - `[…]` float32.
 * @param length - `L`.
 * @returns `[…, L]`.
 */
export function hatWeights(points: Tensor, length: number): Tensor {
  return runKernel('HatWeights', { points }, { length });
}

/**
 * The derivatives of `hatWeights` by the points. Where a point is an integer they are the means of those to both sides:
 * (f(p + 1) − f(p − 1)) / 2 for a signal f, rather than 0.
 */
export function hatSlopes(points: Tensor, length: number): Tensor {
  return runKernel('HatSlopes', { points }, { length });
}
