import { runKernelMany } from '../engine/run-kernel.ts';
import { fail } from '../errors.ts';
import { formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxis, requireTensor } from './arguments.ts';

/**
 * Consecutive pieces of a tensor along an axis; any dtype.
 *
 * @param parts - number of pieces of equal length, or the length of each.
 * @param axis - default: the first; negative ones count from the end.
 * @returns new tensors, each of which the caller disposes.
 * @throws when the pieces do not add up to the whole axis.
 */
export function splitTensor<T extends Tensor = Tensor>(
  x: Tensor,
  parts: number | readonly number[],
  axis = 0,
): T[] {
  requireTensor('split', 'x', x);
  const at = normaliseAxis('split', axis, x.shape.length);
  const lengths = typeof parts === 'number' ? equalParts(x, parts, at) : [...parts];
  const isLength = (n: number): boolean => Number.isInteger(n) && n >= 0;
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (!lengths.every(isLength) || total !== x.shape[at] || lengths.length === 0) {
    throw new Error(
      `split: parts must be lengths that add up to ${x.shape[at]}, got ${formatShape(lengths)}`,
    );
  }
  return runKernelMany('SplitV', { x }, { numOrSizeSplits: lengths, axis: at }) as T[];
}

function equalParts(x: Tensor, count: number, axis: number): number[] {
  if (!Number.isInteger(count) || count < 1)
    fail('split', 'parts', 'an integer ≥ 1 or a list of lengths', count);
  const length = (x.shape[axis] as number) / count;
  if (!Number.isInteger(length))
    fail('split', 'x', `of a length divisible by ${count} along axis ${axis}`, x);
  return new Array<number>(count).fill(length);
}

/**
 * The slices `x[…, i, …]` along an axis, without that axis; any dtype. The inverse of `stack`.
 *
 * @param axis - default: the first; negative ones count from the end. Its length is at least 1.
 * @returns new tensors, each of which the caller disposes.
 */
export function unstack<T extends Tensor = Tensor>(x: Tensor, axis = 0): T[] {
  requireTensor('unstack', 'x', x);
  const at = normaliseAxis('unstack', axis, x.shape.length);
  if (x.shape[at] === 0) fail('unstack', 'x', `of length at least 1 along axis ${at}`, x);
  return runKernelMany('Unpack', { value: x }, { axis: at }) as T[];
}
