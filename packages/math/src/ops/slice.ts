import { runKernel } from '../engine/run-kernel.ts';
import { failShape } from '../errors.ts';
import { formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/**
 * A box cut out of a tensor: `result[i] = x[begin + i]`; any dtype.
 *
 * @param begin - first index along each axis; axes that are left out begin at 0.
 * @param size - length along each axis; −1, and axes that are left out, reach to the end.
 * @throws {@link ShapeError} when the box does not lie within `x`.
 */
export function slice<T extends Tensor = Tensor>(
  x: Tensor,
  begin: readonly number[],
  size: readonly number[] = [],
): T {
  requireTensor('slice', 'x', x);
  const from = x.shape.map((_, axis) => begin[axis] ?? 0);
  const lengths = x.shape.map((n, axis) => {
    const length = size[axis] ?? -1;
    return length === -1 ? n - (from[axis] as number) : length;
  });
  if (!liesWithin(x, begin, size, from, lengths)) {
    const box = `begin ${formatShape(begin)}, size ${formatShape(size)}`;
    failShape('slice', 'x', `of a shape that holds the box ${box}`, x);
  }
  return runKernel<T>('Slice', { x }, { begin: from, size: lengths });
}

function liesWithin(
  { shape }: Tensor,
  begin: readonly number[],
  size: readonly number[],
  from: readonly number[],
  lengths: readonly number[],
): boolean {
  if (begin.length > shape.length || size.length > shape.length) return false;
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;
  if (!from.every(isCount) || !lengths.every(isCount)) return false;
  return shape.every((n, axis) => (from[axis] as number) + (lengths[axis] as number) <= n);
}
