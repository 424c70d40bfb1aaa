import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { normaliseAxes, requireTensor } from './arguments.ts';
import type { Axes } from './reductions.ts';

/**
 * The elements in the opposite order along some axes; any dtype.
 *
 * @param axis - one, several, or undefined for all; negative ones count from the end.
 */
export function reverse<T extends Tensor>(x: T, axis?: Axes): T {
  requireTensor('reverse', 'x', x);
  return runKernel<T>('Reverse', { x }, { dims: normaliseAxes('reverse', axis, x.shape.length) });
}
