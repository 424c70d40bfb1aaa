import { runKernel } from '../engine/run-kernel.ts';
import { sizeOf } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxes, requireFloat } from './arguments.ts';
import { full } from './making.ts';
import type { Axes, ReductionOptions } from './reductions.ts';
import { reshape, transpose } from './reshaping.ts';
import { withTemporaries } from './temporaries.ts';

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
  const rank = x.shape.length;
  const axes = normaliseAxes('logSumExp', axis, rank);
  if (axes.length === 0) return runKernel<T>('Identity', { x });
  const others = x.shape.flatMap((_, i) => (axes.includes(i) ? [] : [i]));
  const rows = others.map((i) => x.shape[i] as number);
  const shape = keepDims ? x.shape.map((n, i) => (axes.includes(i) ? 1 : n)) : rows;
  if (x.size === 0) return full<T>(shape, -Infinity);
  return withTemporaries((own) => {
    const atEnd = axes[0] === rank - axes.length ? x : own(transpose(x, [...others, ...axes]));
    const flat = axes.length === 1 ? atEnd : own(reshape(atEnd, [...rows, x.size / sizeOf(rows)]));
    const sums = runKernel<T>('LogSumExp', { x: flat });
    return keepDims ? reshape<T>(own(sums), shape) : sums;
  });
}
