import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis, requireFloat } from './arguments.ts';
import type { CumulativeOptions } from './cumsum.ts';
import { pad } from './pad.ts';
import { reverse as reverseAxis } from './reverse.ts';
import { slice } from './slice.ts';
import { withTemporaries } from './temporaries.ts';

/**
 * Running product: `result[…, i, …] = Π_{j ≤ i} x[…, j, …]`; float32. Its gradient divides by nothing, so that it is right
 * where factors are 0.
 *
 * @param axis - default: the last; negative ones count from the end.
 */
export function cumprod<T extends Tensor>(
  x: T,
  axis = -1,
  { exclusive = false, reverse = false }: CumulativeOptions = {},
): T {
  requireFloat('cumprod', 'x', x);
  const at = normaliseAxis('cumprod', axis, x.shape.length);
  if (x.size === 0) return runKernel<T>('Identity', { x });
  return withTemporaries((own) => {
    const forwards = reverse ? own(reverseAxis(x, at)) : x;
    const factors = exclusive ? own(shift(forwards, at, -1, 1)) : forwards;
    const attrs = { axis: at, exclusive: false, reverse: false };
    const product = runKernel<T>('Cumprod', { x: factors }, attrs);
    return reverse ? reverseAxis<T>(own(product) as T, at) : product;
  });
}

/** `result[…, i, …] = x[…, i + by, …]`, and `fill` where that is outside; |by| is at most the length of the axis. */
export function shift(x: Tensor, axis: number, by: number, fill: number): Tensor {
  const left = Math.max(by, 0);
  const right = Math.max(-by, 0);
  const length = (x.shape[axis] as number) - left - right;
  return withTemporaries((own) => {
    const kept = own(
      slice(
        x,
        x.shape.map((_, i) => (i === axis ? left : 0)),
        x.shape.with(axis, length),
      ),
    );
    return pad(
      kept,
      x.shape.map((_, i) => (i === axis ? [right, left] : [0, 0])),
      fill,
    );
  });
}
