import { runKernel } from '../engine/run-kernel.ts';
import { failShape } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis } from './arguments.ts';
import { listInputs, requireTensors } from './tensor-lists.ts';

/**
 * Tensors one after the other along an axis; any dtype, the same for all.
 *
 * @param tensors - at least one; their shapes differ along `axis` only.
 * @param axis - default: the first; negative ones count from the end.
 * @returns a new tensor, also of a single one.
 * @throws {@link ShapeError} naming the tensor that does not fit the first.
 */
export function concat<T extends Tensor = Tensor>(tensors: readonly Tensor[], axis = 0): T {
  const { shape } = requireTensors('concat', tensors);
  const at = normaliseAxis('concat', axis, shape.length);
  tensors.forEach((tensor, i) => {
    const other = tensor.shape;
    if (other.length === shape.length && other.every((n, j) => j === at || n === shape[j])) return;
    const expected = shape.map((n, j) => (j === at ? '*' : n));
    failShape('concat', `tensors[${i}]`, `[${expected.join(', ')}]`, tensor);
  });
  return runKernel<T>('Concat', listInputs(tensors), { axis: at });
}
