// Reductions over some or all axes, in a fixed order. Sums and means accumulate in float64 and round once.
import { runKernel } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import { sizeOf } from '../shapes.ts';
import type { Tensor, Tensor1D } from '../tensor-types.ts';
import { normaliseAxes, normaliseAxis, requireFloat, requireNumeric, requireTensor } from './arguments.ts';
import { full } from './making.ts';
import type { Dtype } from './making.ts';

export interface ReductionOptions {
  /** Keeps the reduced axes with length 1. Default false. */
  readonly keepDims?: boolean;
}

/** Which axes to reduce: one, several, or undefined for all; negative ones count from the end. */
export type Axes = number | readonly number[] | undefined;

/** Sum; float32 or int32. 0 of nothing. */
export function sum<T extends Tensor = Tensor>(x: Tensor, axis?: Axes, options?: ReductionOptions): T {
  requireNumeric('sum', 'x', x);
  return reduce<T>('sum', 'Sum', x, axis, options, 0);
}

/** Arithmetic mean; float32. NaN of nothing. */
export function mean<T extends Tensor = Tensor>(x: Tensor, axis?: Axes, options?: ReductionOptions): T {
  requireFloat('mean', 'x', x);
  return reduce<T>('mean', 'Mean', x, axis, options, NaN);
}

/** Product; float32. 1 of nothing. Its gradient is right also where factors are 0. */
export function prod<T extends Tensor = Tensor>(x: Tensor, axis?: Axes, options?: ReductionOptions): T {
  requireFloat('prod', 'x', x);
  return reduce<T>('prod', 'Prod', x, axis, options, 1);
}

/**
 * Largest element; float32 or int32. NaN if one is NaN. Equal largest ones share the gradient evenly.
 *
 * @throws when there is nothing to choose from.
 */
export function max<T extends Tensor = Tensor>(x: Tensor, axis?: Axes, options?: ReductionOptions): T {
  requireNumeric('max', 'x', x);
  return reduce<T>('max', 'Max', x, axis, options);
}

/**
 * Smallest element; float32 or int32. NaN if one is NaN. Equal smallest ones share the gradient evenly.
 *
 * @throws when there is nothing to choose from.
 */
export function min<T extends Tensor = Tensor>(x: Tensor, axis?: Axes, options?: ReductionOptions): T {
  requireNumeric('min', 'x', x);
  return reduce<T>('min', 'Min', x, axis, options);
}

function reduce<T extends Tensor>(
  name: string,
  kernelName: string,
  x: Tensor,
  axis: Axes,
  { keepDims = false }: ReductionOptions = {},
  ofNothing?: number,
): T {
  const axes = normaliseAxes(name, axis, x.shape.length);
  if (axes.length === 0) return runKernel<T>('Identity', { x });
  if (x.size > 0) return runKernel<T>(kernelName, { x }, { axis: axes, reductionIndices: axes, keepDims });
  const shape = keepDims
    ? x.shape.map((n, i) => (axes.includes(i) ? 1 : n))
    : x.shape.filter((_, i) => !axes.includes(i));
  if (ofNothing === undefined && sizeOf(shape) > 0) fail(name, 'x', 'of at least one element', x);
  return full<T>(shape, ofNothing ?? 0, x.dtype as Dtype);
}

/**
 * Index of the largest element along one axis, int32; the first of equal ones.
 *
 * @param axis - default: the last.
 * @throws when the axis has length 0.
 */
export function argMax<T extends Tensor = Tensor1D>(x: Tensor, axis = -1): T {
  return argReduce<T>('argMax', 'ArgMax', x, axis);
}

/**
 * Index of the smallest element along one axis, int32; the first of equal ones.
 *
 * @param axis - default: the last.
 * @throws when the axis has length 0.
 */
export function argMin<T extends Tensor = Tensor1D>(x: Tensor, axis = -1): T {
  return argReduce<T>('argMin', 'ArgMin', x, axis);
}

function argReduce<T extends Tensor>(name: string, kernelName: string, x: Tensor, axis: number): T {
  requireTensor(name, 'x', x);
  requireNumeric(name, 'x', x);
  const at = normaliseAxis(name, axis, x.shape.length);
  if (x.shape[at] === 0) fail(name, 'x', `of length at least 1 along axis ${at}`, x);
  return runKernel<T>(kernelName, { x }, { axis: at });
}
