import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis, requireFloat } from './arguments.ts';
import { transpose } from './reshaping.ts';
import { withTemporaries } from './temporaries.ts';

/**
 * `exp(x_i) / Σ_j exp(x_j)` along an axis; float32. Stable: only differences to the largest element count. −Infinity
 * gives 0; where all are −Infinity, or one is Infinity, the result is NaN.
 *
 * @param axis - default: the last; negative ones count from the end.
 */
export function softmax<T extends Tensor>(x: T, axis = -1): T {
  requireFloat('softmax', 'x', x);
  const rank = x.shape.length;
  const at = normaliseAxis('softmax', axis, rank);
  const run = (logits: Tensor): Tensor => runKernel('Softmax', { logits }, { dim: rank - 1 });
  if (at === rank - 1) return run(x) as T;
  const swapped = x.shape.map((_, i) => (i === at ? rank - 1 : i === rank - 1 ? at : i));
  return withTemporaries((own) => transpose<T>(own(run(own(transpose(x, swapped)))), swapped));
}

/**
 * `x_i − log Σ_j exp(x_j)` along an axis, accurate also where the softmax is near 0 or 1; float32.
 *
 * @param axis - default: the last; negative ones count from the end.
 */
export function logSoftmax<T extends Tensor>(x: T, axis = -1): T {
  requireFloat('logSoftmax', 'x', x);
  const at = normaliseAxis('logSoftmax', axis, x.shape.length);
  if (x.size === 0) return runKernel<T>('Identity', { x });
  return runKernel<T>('LogSoftmax', { logits: x }, { axis: at });
}
