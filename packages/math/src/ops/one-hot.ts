import { runKernel } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/**
 * A row for each index, with 1 at the index and 0 elsewhere; all zeros for an index outside `0 ≤ index < depth`.
 *
 * @param indices - int32 of any shape, `[…]`.
 * @param depth - length `D` of a row, ≥ 1.
 * @returns `[…, D]` float32.
 */
export function oneHot<T extends Tensor = Tensor>(indices: Tensor, depth: number): T {
  requireTensor('oneHot', 'indices', indices);
  if (indices.dtype !== 'int32') fail('oneHot', 'indices', 'int32', indices);
  if (!Number.isInteger(depth) || depth < 1) fail('oneHot', 'depth', 'an integer ≥ 1', depth);
  return runKernel<T>('OneHot', { indices }, { depth, onValue: 1, offValue: 0, dtype: 'float32' });
}
