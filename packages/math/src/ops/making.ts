// Making tensors from host values. The caller owns the result.
import { ENGINE } from '../engine/internals.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { isStarted } from '../engine/runtime.ts';
import { fail } from '../errors.ts';
import { formatShape, sizeOf } from '../shapes.ts';
import type { Scalar, Tensor, Tensor1D } from '../tensor-types.ts';
import { requireShape, requireTensor } from './arguments.ts';

/** Kinds of elements: 32-bit floats, 32-bit integers, and bytes that are 0 or 1. */
export type Dtype = 'float32' | 'int32' | 'bool';

type Nested = number | boolean | readonly Nested[];

/** What `tensor` takes: numbers or booleans in nested lists, or a typed array. */
export type TensorValues = Nested | Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * Makes a tensor. The values are copied.
 *
 * @param values - a number or boolean, nested lists of them, or a typed array.
 * @param shape - default: the nesting of the lists; for a flat list or a typed array, its length.
 * @param dtype - default: `int32` for an Int32Array, `bool` for booleans, else `float32`. Bytes (Uint8Array) may mean
 *   anything, so they need a dtype.
 * @throws when the number of values is not that of the shape, when nested lists are ragged, or when a value does not
 *   fit the dtype.
 */
export function tensor<T extends Tensor = Tensor>(
  values: TensorValues,
  shape?: readonly number[],
  dtype: Dtype = defaultDtype(values),
): T {
  if (!isStarted()) throw new Error('tensor: call `await start()` first');
  const flat = ArrayBuffer.isView(values) ? values : flatten(values);
  const actual = shape ?? (ArrayBuffer.isView(values) ? [values.length] : nesting(values));
  if (requireShape('tensor', actual) !== flat.length) {
    throw new Error(
      `tensor: values must have ${sizeOf(actual)} elements for ${formatShape(actual)}, got ${flat.length}`,
    );
  }
  return ENGINE.makeTensor(convert(flat, dtype), [...actual], dtype) as T;
}

function defaultDtype(values: TensorValues): Dtype {
  if (values instanceof Int32Array) return 'int32';
  if (values instanceof Uint8Array) fail('tensor', 'dtype', 'given for bytes', undefined);
  let first: unknown = values;
  while (Array.isArray(first)) first = first[0];
  return typeof first === 'boolean' ? 'bool' : 'float32';
}

type Flat = readonly (number | boolean)[] | Float32Array | Float64Array | Int32Array | Uint8Array;

function flatten(values: Nested): (number | boolean)[] {
  return Array.isArray(values)
    ? (values.flat(Infinity) as (number | boolean)[])
    : [values as number | boolean];
}

function nesting(values: Nested): number[] {
  if (!Array.isArray(values)) return [];
  const lists = values as readonly Nested[];
  const inner = lists.length > 0 ? nesting(lists[0]) : [];
  for (const list of lists) {
    const other = nesting(list);
    if (formatShape(other) !== formatShape(inner)) {
      throw new Error(
        `tensor: values must be lists of one length, got ${formatShape(inner)} and ${formatShape(other)}`,
      );
    }
  }
  return [lists.length, ...inner];
}

/** A typed array of the dtype; a new one where the backend would keep the one that it is given. */
function convert(flat: Flat, dtype: Dtype): Float32Array | Int32Array | Uint8Array {
  const isCopied = ENGINE.backendName === 'wasm';
  if (dtype === 'float32')
    return isCopied && flat instanceof Float32Array ? flat : new Float32Array(flat as ArrayLike<number>);
  const integers = dtype === 'int32' ? new Int32Array(flat.length) : new Uint8Array(flat.length);
  for (let i = 0; i < flat.length; i++) {
    const value = Number(flat[i]);
    integers[i] = value;
    if (integers[i] !== value || (dtype === 'bool' && value > 1)) {
      fail('tensor', `values[${i}]`, dtype === 'int32' ? 'a 32-bit integer' : 'true, false, 0 or 1', value);
    }
  }
  return integers;
}

/** A tensor of shape `[]`. */
export function scalar(value: number | boolean, dtype?: Dtype): Scalar {
  return tensor<Scalar>(value, [], dtype);
}

/** A tensor full of one value. */
export function full<T extends Tensor = Tensor>(
  shape: readonly number[],
  value: number,
  dtype: Dtype = 'float32',
): T {
  requireShape('full', shape);
  return runKernel<T>('Fill', {}, { shape: [...shape], value, dtype });
}

/** A tensor of zeros. */
export function zeros<T extends Tensor = Tensor>(shape: readonly number[], dtype?: Dtype): T {
  return full<T>(shape, 0, dtype);
}

/** A tensor of ones. */
export function ones<T extends Tensor = Tensor>(shape: readonly number[], dtype?: Dtype): T {
  return full<T>(shape, 1, dtype);
}

/** Zeros of the shape and dtype of `x`. */
export function zerosLike<T extends Tensor>(x: T): T {
  requireTensor('zerosLike', 'x', x);
  return full<T>(x.shape, 0, x.dtype as Dtype);
}

/** Ones of the shape and dtype of `x`. */
export function onesLike<T extends Tensor>(x: T): T {
  requireTensor('onesLike', 'x', x);
  return full<T>(x.shape, 1, x.dtype as Dtype);
}

/**
 * The values `start, start + step, …` as long as they lie before `stop`: the half-open interval `[start, stop)`.
 *
 * @param step - not 0; negative to count down.
 */
export function range(start: number, stop: number, step = 1, dtype: Dtype = 'float32'): Tensor1D {
  if (!Number.isFinite(step) || step === 0) fail('range', 'step', 'finite and not 0', step);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  if (!Number.isSafeInteger(count)) fail('range', 'stop', 'finite', stop);
  return tensor<Tensor1D>(
    Array.from({ length: count }, (_, i) => start + i * step),
    [count],
    dtype,
  );
}
