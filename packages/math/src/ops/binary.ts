import { ENGINE } from '../engine/internals.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { isStarted } from '../engine/runtime.ts';
import { fail, failShape, isTensorLike } from '../errors.ts';
import { arraysEqual, broadcastShapes, formatShape } from '../shapes.ts';
import type { DataType, Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/** A tensor, or a number, which takes the dtype of the other operand. */
export type Operand = Tensor | number;

/**
 * Runs a kernel with two inputs that broadcast against each other. A number becomes a scalar tensor that is freed
 * again.
 */
export function binary<T extends Tensor>(
  name: string,
  kernelName: string,
  a: Operand,
  b: Operand,
  dtypes: readonly DataType[],
): T {
  if (typeof a === 'number')
    return withScalar(name, a, b, (left) => binary(name, kernelName, left, b, dtypes));
  if (typeof b === 'number')
    return withScalar(name, b, a, (right) => binary(name, kernelName, a, right, dtypes));
  requireTensor(name, 'a', a);
  requireTensor(name, 'b', b);
  if (!dtypes.includes(a.dtype)) fail(name, 'a', dtypes.join(' or '), a);
  if (a.dtype !== b.dtype) fail(name, 'b', `${a.dtype}, as a is`, b);
  if (!arraysEqual(a.shape, b.shape) && broadcastShapes(a.shape, b.shape) === undefined) {
    failShape(name, 'b', `of a shape that broadcasts with ${formatShape(a.shape)}`, b);
  }
  return runKernel<T>(kernelName, { a, b });
}

function withScalar<T>(name: string, value: number, other: Operand, run: (scalar: Tensor) => T): T {
  if (!isTensorLike(other)) fail(name, 'one of a and b', 'a tensor', other);
  const scalar = makeScalar(name, value, other.dtype);
  const result = run(scalar);
  scalar.dispose();
  return result;
}

/** A scalar tensor of a dtype, which the caller frees. */
export function makeScalar(name: string, value: number, dtype: DataType): Tensor {
  if (!isStarted()) throw new Error('call `await start()` first: no tensor operation works before it');
  if (dtype === 'float32') return ENGINE.makeTensor(Float32Array.of(value), [], dtype);
  if (dtype === 'int32' && Number.isInteger(value)) return ENGINE.makeTensor(Int32Array.of(value), [], dtype);
  return fail(name, 'a number', `of a kind that fits the other operand's dtype ${dtype}`, value);
}
