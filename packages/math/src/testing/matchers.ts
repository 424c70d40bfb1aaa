import { expect } from 'vitest';
import { describe, isTensorLike } from '../errors.ts';
import { values } from '../ops/reading.ts';
import { arraysEqual } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { differences } from './compare.ts';
import type { Tolerance } from './tolerance.ts';

declare module 'vitest' {
  // The type parameter must be that of vitest's own declaration.
  interface Matchers<T> {
    /**
     * Every number is as close to the expected one as the tolerance says, and shapes agree. Both sides may be tensors,
     * typed arrays (of any shape), numbers, nested lists, or trees of these. NaN equals only NaN, infinities
     * themselves.
     */
    toBeClose(expected: unknown, tolerance: Tolerance): void;
    /** The same dtype, shape and bits: −0 is not 0, and a NaN equals a NaN of the same bits. */
    toEqualTensor(expected: T extends Tensor ? Tensor : never): void;
  }
}

interface Outcome {
  pass: boolean;
  message: () => string;
}

function toBeClose(got: unknown, expected: unknown, tolerance: Tolerance): Outcome {
  const found = differences(got, expected, tolerance);
  return {
    pass: found.length === 0,
    message: () =>
      found.length === 0 ? 'values must not be close, but all are' : found.slice(0, 12).join('\n'),
  };
}

function toEqualTensor(got: unknown, expected: Tensor): Outcome {
  if (!isTensorLike(got)) return { pass: false, message: () => `must be a tensor, got ${describe(got)}` };
  if (got.dtype !== expected.dtype || !arraysEqual(got.shape, expected.shape)) {
    const kind = (x: Tensor): string => `[${x.shape.join(', ')}] ${x.dtype}`;
    return { pass: false, message: () => `must be ${kind(expected)}, got ${kind(got)}` };
  }
  const [a, b] = [values(got), values(expected)];
  const [bitsA, bitsB] = [bytes(a), bytes(b)];
  const wrong = bitsA.findIndex((byte, i) => byte !== bitsB[i]);
  if (wrong < 0) return { pass: true, message: () => 'tensors must differ in a bit, but are the same' };
  const i = Math.floor(wrong / a.BYTES_PER_ELEMENT);
  const show = (x: number | undefined): string => (Object.is(x, -0) ? '-0' : String(x));
  return { pass: false, message: () => `[${i}] must be ${show(b[i])} bit for bit, got ${show(a[i])}` };
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Makes `toBeClose` and `toEqualTensor` known to vitest; importing this module does it once. */
expect.extend({ toBeClose, toEqualTensor });
