import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxes, requireFloat } from './arguments.ts';
import { full } from './making.ts';
import type { Axes, ReductionOptions } from './reductions.ts';

/**
 * `log Σ exp(x)` without overflow; float32. −Infinity where all elements are −Infinity, with a gradient of 0, and of
 * nothing; Infinity where one is Infinity.
 *
 * @param axis - which axes to reduce; default: all.
 */
export function logSumExp<T extends Tensor = Tensor>(
  x: Tensor,
  axis?: Axes,
  { keepDims = false }: ReductionOptions = {},
): T {
  requireFloat('logSumExp', 'x', x);
  const axes = normaliseAxes('logSumExp', axis, x.shape.length);
  if (axes.length === 0) return runKernel<T>('Identity', { x });
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const shape = keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i));
  if (x.size === 0) return full<T>(shape, -Infinity);
  return runKernel<T>('LogSumExp', { x }, { axes, kept, shape });
}
