import { reshape } from '../ops/reshaping.ts';
import { sum } from '../ops/reductions.ts';
import { withTemporaries } from '../ops/temporaries.ts';
import { arraysEqual } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';

/**
 * Undoes a broadcast: sums `dy` over the axes along which a tensor of `shape` was repeated. Returns `dy` itself when
 * there are none.
 */
export function sumToShape(dy: Tensor, shape: readonly number[]): Tensor {
  if (arraysEqual(dy.shape, shape)) return dy;
  const leading = dy.shape.length - shape.length;
  const repeated = (n: number, i: number): boolean => i < leading || (shape[i - leading] === 1 && n !== 1);
  const axes = dy.shape.flatMap((n, i) => (repeated(n, i) ? [i] : []));
  return withTemporaries((own) => reshape(own(sum(dy, axes)), shape));
}
