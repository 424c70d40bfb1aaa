import type { Dtype } from '../ops/making.ts';
import type { StoredTensor } from './stored-tensor.ts';

export interface TensorValuesOf {
  readonly dtype: Dtype;
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/**
 * The elements of a stored tensor in the dtype of tensors that holds each of them exactly, or undefined when there is
 * none: F64, U32 and 64-bit integers, and BOOL with other bytes than 0 and 1.
 */
export function exactValues(stored: StoredTensor): TensorValuesOf | undefined {
  switch (stored.dtype) {
    case 'F32':
      return { dtype: 'float32', values: stored.data };
    case 'F16':
      return { dtype: 'float32', values: Float32Array.from(stored.data, floatFromHalf) };
    case 'BF16':
      return { dtype: 'float32', values: floatsFromBrainFloats(stored.data) };
    case 'I32':
      return { dtype: 'int32', values: stored.data };
    case 'I8':
    case 'U8':
    case 'I16':
    case 'U16':
      return { dtype: 'int32', values: Int32Array.from(stored.data) };
    case 'BOOL':
      return stored.data.every((byte) => byte <= 1) ? { dtype: 'bool', values: stored.data } : undefined;
    default:
      return undefined;
  }
}

/** A bfloat16 is the upper half of a float32. */
function floatsFromBrainFloats(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (word) => word << 16).buffer);
}

const SMALLEST_HALF = 5.9604644775390625e-8; // 2^−24

/** The value of an IEEE binary16 number from its bits: sign, 5 bits of exponent, 10 of fraction. */
function floatFromHalf(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * SMALLEST_HALF;
  return sign * (1024 + fraction) * SMALLEST_HALF * (1 << (exponent - 1));
}
