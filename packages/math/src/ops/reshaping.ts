// Other views of the same values. All but `transpose` share memory with their argument; the caller disposes both.
import { runKernel } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import { formatShape, sizeOf } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxes, normaliseAxis, requireTensor } from './arguments.ts';

/**
 * The same values in row-major order, in another shape.
 *
 * @param shape - at most one length may be −1: what is left over.
 * @throws {@link ShapeError} when the number of elements differs.
 */
export function reshape<T extends Tensor = Tensor>(x: Tensor, shape: readonly number[]): T {
  requireTensor('reshape', 'x', x);
  const full = shape.includes(-1) ? inferLength(x, shape) : [...shape];
  if (sizeOf(full) !== x.size || full.some((n) => !Number.isInteger(n) || n < 0)) {
    failShape('reshape', 'x', `of a shape with as many elements as ${formatShape(shape)}`, x);
  }
  return runKernel<T>('Reshape', { x }, { shape: full });
}

function inferLength(x: Tensor, shape: readonly number[]): number[] {
  const rest = sizeOf(shape.filter((n) => n !== -1));
  if (shape.indexOf(-1) !== shape.lastIndexOf(-1) || rest === 0) {
    throw new Error(`reshape: shape must have at most one -1 and then no 0, got ${formatShape(shape)}`);
  }
  return shape.map((n) => (n === -1 ? x.size / rest : n));
}

/**
 * The axes in another order: `result.shape[i] = x.shape[perm[i]]`. Copies.
 *
 * @param perm - each axis once; default: the reverse order, so that a matrix is transposed.
 */
export function transpose<T extends Tensor = Tensor>(x: Tensor, perm?: readonly number[]): T {
  requireTensor('transpose', 'x', x);
  const rank = x.shape.length;
  const order = perm ? [...perm] : Array.from({ length: rank }, (_, i) => rank - 1 - i);
  const seen = new Set(order.map((axis) => normaliseAxis('transpose', axis, rank)));
  if (order.length !== rank || seen.size !== rank) {
    throw new Error(`transpose: perm must name each of ${rank} axes once, got ${formatShape(order)}`);
  }
  return runKernel<T>('Transpose', { x }, { perm: [...seen] });
}

/** A new axis of length 1 at `axis` of the result; −1 puts it last. */
export function expandDims<T extends Tensor = Tensor>(x: Tensor, axis = 0): T {
  requireTensor('expandDims', 'x', x);
  const at = normaliseAxis('expandDims', axis, x.shape.length + 1);
  return runKernel<T>('Reshape', { x }, { shape: [...x.shape.slice(0, at), 1, ...x.shape.slice(at)] });
}

/**
 * Without axes of length 1.
 *
 * @param axis - which ones; default: all of length 1.
 * @throws when a named axis has another length.
 */
export function squeeze<T extends Tensor = Tensor>(x: Tensor, axis?: number | readonly number[]): T {
  requireTensor('squeeze', 'x', x);
  const axes = axis === undefined ? undefined : normaliseAxes('squeeze', axis, x.shape.length);
  for (const one of axes ?? []) {
    if (x.shape[one] !== 1) fail('squeeze', 'x', `of length 1 along axis ${one}`, x);
  }
  const shape = x.shape.filter((n, i) => n !== 1 || (axes !== undefined && !axes.includes(i)));
  return runKernel<T>('Reshape', { x }, { shape });
}
