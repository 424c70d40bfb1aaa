// Argument checks that all operations share. They run before any kernel, and cost well under a microsecond.
import { describe, fail, isTensorLike } from '../errors.ts';
import { sizeOf } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';

/** Throws unless `x` is a tensor. */
export function requireTensor(name: string, argument: string, x: unknown): asserts x is Tensor {
  if (!isTensorLike(x)) fail(name, argument, 'a tensor', x);
  if (x.isDisposed) throw new Error(`${name}: ${argument} must be alive, got a disposed ${describe(x)}`);
}

/** Throws unless `x` is a float32 tensor. */
export function requireFloat(name: string, argument: string, x: unknown): asserts x is Tensor {
  requireTensor(name, argument, x);
  if (x.dtype !== 'float32') fail(name, argument, 'float32', x);
}

/** Throws unless `x` is a float32 or int32 tensor. */
export function requireNumeric(name: string, argument: string, x: unknown): asserts x is Tensor {
  requireTensor(name, argument, x);
  if (x.dtype !== 'float32' && x.dtype !== 'int32') fail(name, argument, 'float32 or int32', x);
}

/** An axis in 0 ≤ axis < rank; negative ones count from the end. */
export function normaliseAxis(name: string, axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(axis) && normal >= 0 && normal < rank) return normal;
  return fail(name, 'axis', `an integer with ${-rank} ≤ axis < ${rank}`, axis);
}

/** Axes in increasing order, each once; undefined means all. */
export function normaliseAxes(
  name: string,
  axis: number | readonly number[] | undefined,
  rank: number,
): number[] {
  if (axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const axes = (typeof axis === 'number' ? [axis] : axis).map((one) => normaliseAxis(name, one, rank));
  axes.sort((a, b) => a - b);
  if (axes.some((one, i) => one === axes[i - 1])) {
    throw new Error(`${name}: axis must name each axis once, got [${String(axis)}]`);
  }
  return axes;
}

/** Throws unless `shape` is a list of integers ≥ 0; returns its number of elements. */
export function requireShape(name: string, shape: readonly number[]): number {
  if (!Array.isArray(shape)) fail(name, 'shape', 'a list of integers ≥ 0', shape);
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 0) {
      throw new Error(`${name}: shape must be a list of integers ≥ 0, got [${shape.join(', ')}]`);
    }
  }
  return sizeOf(shape);
}
