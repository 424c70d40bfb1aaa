import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis, requireNumeric } from './arguments.ts';

export interface CumulativeOptions {
  /** Leaves each element out of its own result, which begins with that of nothing. Default false. */
  readonly exclusive?: boolean;
  /** Goes from the end to the beginning. Default false. */
  readonly reverse?: boolean;
}

/**
 * Running sum: `result[…, i, …] = Σ_{j ≤ i} x[…, j, …]`; float32 or int32.
 *
 * @param axis - default: the last; negative ones count from the end.
 */
export function cumsum<T extends Tensor>(
  x: T,
  axis = -1,
  { exclusive = false, reverse = false }: CumulativeOptions = {},
): T {
  requireNumeric('cumsum', 'x', x);
  const at = normaliseAxis('cumsum', axis, x.shape.length);
  if (x.size === 0) return runKernel<T>('Identity', { x });
  return runKernel<T>('Cumsum', { x }, { axis: at, exclusive, reverse });
}
