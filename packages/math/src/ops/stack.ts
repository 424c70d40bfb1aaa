import { runKernel } from '../engine/run-kernel.ts';
import { failShape } from '../errors.ts';
import { arraysEqual, formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis } from './arguments.ts';
import { listInputs, requireTensors } from './tensor-lists.ts';

/**
 * Tensors of one shape along a new axis: `result[…, i, …] = tensors[i]`; any dtype, the same for all.
 *
 * @param tensors - `N ≥ 1` tensors.
 * @param axis - place of the new axis, of length `N`, in the result. Default: the first; negative ones count from the end.
 * @throws {@link ShapeError} naming the tensor that does not fit the first.
 */
export function stack<T extends Tensor = Tensor>(tensors: readonly Tensor[], axis = 0): T {
  const { shape } = requireTensors('stack', tensors);
  const at = normaliseAxis('stack', axis, shape.length + 1);
  tensors.forEach((tensor, i) => {
    if (!arraysEqual(tensor.shape, shape)) failShape('stack', `tensors[${i}]`, formatShape(shape), tensor);
  });
  return runKernel<T>('Pack', listInputs(tensors), { axis: at });
}
