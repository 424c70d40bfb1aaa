import { runKernel } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis, requireTensor } from './arguments.ts';

/**
 * Picks slices along an axis: `result[…, j, …] = x[…, indices[j], …]`; any dtype. Indices may repeat; their gradients
 * add up, in the order of `j`.
 *
 * @param x - `[…, N, …]`, with `N` at `axis`.
 * @param indices - int32 of any shape, `0 ≤ index < N`.
 * @param axis - default: the first; negative ones count from the end.
 * @returns `x` with the shape of `indices` in place of `N`.
 * @throws when an index is out of range.
 */
export function gather<T extends Tensor = Tensor>(x: Tensor, indices: Tensor, axis = 0): T {
  requireTensor('gather', 'x', x);
  requireTensor('gather', 'indices', indices);
  if (indices.dtype !== 'int32') fail('gather', 'indices', 'int32', indices);
  const at = normaliseAxis('gather', axis, x.shape.length);
  return runKernel<T>('GatherV2', { x, indices }, { axis: at, batchDims: 0 });
}

/**
 * Adds slices up where they were gathered from: the gradient of `gather`.
 *
 * @param updates - of the shape of `gather`'s result; float32.
 * @param indices - those of `gather`.
 * @param length - `N`, the length of the axis gathered from.
 * @param axis - ≥ 0.
 */
export function scatterAdd(updates: Tensor, indices: Tensor, length: number, axis: number): Tensor {
  return runKernel('ScatterAddRows', { updates, indices }, { axis, length });
}
