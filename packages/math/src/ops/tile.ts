import { runKernel } from '../engine/run-kernel.ts';
import { formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/**
 * The whole tensor repeated: along each axis, `reps` copies of it one after the other; any dtype.
 *
 * @param reps - for each axis, how often, ≥ 0. For axes of length 1, `broadcastTo` says what is meant more clearly.
 */
export function tile<T extends Tensor = Tensor>(x: T, reps: readonly number[]): T {
  requireTensor('tile', 'x', x);
  const valid = reps.every((times) => Number.isInteger(times) && times >= 0);
  if (!valid || reps.length !== x.shape.length) {
    throw new Error(
      `tile: reps must be ${x.shape.length} integers ≥ 0, one for each axis of x, got ${formatShape(reps)}`,
    );
  }
  return runKernel<T>('Tile', { x }, { reps: [...reps] });
}
