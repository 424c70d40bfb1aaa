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
  const dim = x.shape.length - 1;
  return alongLast('softmax', x, axis, (logits) => runKernel<T>('Softmax', { logits }, { dim }));
}

/**
 * `x_i − log Σ_j exp(x_j)` along an axis, accurate also where the softmax is near 0 or 1; float32. NaN where all are
 * −Infinity, or one is Infinity.
 *
 * @param axis - default: the last; negative ones count from the end.
 */
export function logSoftmax<T extends Tensor>(x: T, axis = -1): T {
  requireFloat('logSoftmax', 'x', x);
  return alongLast('logSoftmax', x, axis, (logits) => runKernel<T>('LogSoftmax', { x: logits }));
}

/** Runs a kernel of the last axis on another, with that and the last one changing places before and after. */
function alongLast<T extends Tensor>(name: string, x: T, axis: number, run: (x: T) => T): T {
  const last = x.shape.length - 1;
  const at = normaliseAxis(name, axis, x.shape.length);
  if (at === last) return run(x);
  const swapped = x.shape.map((_, i) => (i === at ? last : i === last ? at : i));
  return withTemporaries((own) => transpose<T>(own(run(own(transpose(x, swapped)) as T)), swapped));
}
