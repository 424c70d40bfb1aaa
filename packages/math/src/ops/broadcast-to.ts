import { runKernel } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import { arraysEqual, broadcastShapes, formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireShape, requireTensor } from './arguments.ts';

/**
 * `x` repeated along axes of length 1, and along new leading axes, until it has `shape`; any dtype.
 *
 * @throws {@link ShapeError} when `x` does not broadcast to `shape`.
 */
export function broadcastTo<T extends Tensor = Tensor>(x: Tensor, shape: readonly number[]): T {
  requireTensor('broadcastTo', 'x', x);
  requireShape('broadcastTo', shape);
  const result = broadcastShapes(x.shape, shape);
  if (result === undefined || !arraysEqual(result, shape)) {
    failShape('broadcastTo', 'x', `of a shape that broadcasts to ${formatShape(shape)}`, x);
  }
  if (shape.length > 6) fail('broadcastTo', 'shape', 'of at most 6 axes', shape);
  return runKernel<T>(arraysEqual(x.shape, shape) ? 'Identity' : 'BroadcastTo', { x }, { shape: [...shape] });
}
