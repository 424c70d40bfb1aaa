import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';

/**
 * `y_t = a_t ⊙ y_{t−1} + b_t` along an axis, from `y_{−1} = 0`; with `reverse`, `y_t = a_t ⊙ y_{t+1} + b_t` from the end.
 *
 * @param a - float32.
 * @param b - float32, of the same shape.
 * @param axis - ≥ 0.
 */
export function linearRecurrence(a: Tensor, b: Tensor, axis: number, reverse: boolean): Tensor {
  return runKernel('LinearRecurrence', { a, b }, { axis, reverse });
}
