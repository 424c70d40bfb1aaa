import type { Key } from '@saccade/math';
import { normalValues } from '@saccade/math';
import type { NamedArray } from '../types.ts';

/** Normal numbers of a shape, mean 0. */
export function drawNormal(key: Key, shape: readonly number[], sd: number): NamedArray {
  return { shape, data: normalValues(key, sizeOf(shape), { sd }) };
}

/** Zeros of a shape. */
export function zeroArray(shape: readonly number[]): NamedArray {
  return { shape, data: new Float32Array(sizeOf(shape)) };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
