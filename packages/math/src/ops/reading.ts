import { capturing } from '../engine/capture.ts';
import { ENGINE } from '../engine/internals.ts';
import { describe } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/** What the values of a tensor are read into, by its dtype. */
export type TensorArray = Float32Array | Int32Array | Uint8Array;

/**
 * The values of a tensor in row-major order, as a copy that stays valid: a Float32Array, an Int32Array, or a
 * Uint8Array of 0 and 1 for `bool`. Synchronous. Which of them is the caller's claim.
 */
export function values<A extends TensorArray = TensorArray>(x: Tensor): A {
  requireTensor('values', 'x', x);
  capturing()?.reads('values', x);
  const read = ENGINE.backendInstance.readSync(x.dataId);
  // The CPU backend hands out the array that it computes with, and for bool one of any kind.
  return (ENGINE.backendName === 'wasm' ? read : copyOf(read, x.dtype)) as A;
}

/**
 * The one value of a tensor with one element, of any rank.
 *
 * @throws when it has more or fewer elements.
 */
export function item(x: Tensor): number {
  requireTensor('item', 'x', x);
  if (x.size !== 1) throw new Error(`item: x must have 1 element, got ${describe(x)}`);
  capturing()?.reads('item', x);
  return ENGINE.backendInstance.readSync(x.dataId)[0] as number;
}

function copyOf(read: TensorArray, dtype: string): TensorArray {
  if (dtype === 'bool') return Uint8Array.from(read);
  return dtype === 'int32' ? Int32Array.from(read) : Float32Array.from(read);
}
