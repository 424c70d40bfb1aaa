import { REDUCE_CODES } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import { denseSteps } from '../boxes.ts';
import type { Operand } from '../graph.ts';
import type { Lower, Lowering } from '../lowering.ts';
import type { Place } from '../places.ts';
import { copyBox } from './movement.ts';

const reduction =
  (float: number, int?: number): Lower =>
  ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
    const code = { float32: float, int32: int }[x.value.dtype as string];
    if (code === undefined || x.value.size === 0) return false;
    const axes = [...(attrs.axis as number[])].sort((a, b) => a - b);
    const [first, last] = [axes[0], axes[axes.length - 1]];
    const areNeighbours = last - first + 1 === axes.length;
    const inner = areNeighbours ? sizeOf(x.shape.slice(last + 1)) : 1;
    const length = sizeOf(axes.map((axis) => x.shape[axis]));
    const outer = x.value.size / (length * inner);
    const from = areNeighbours ? lowering.place(x) : axesLast(lowering, x, axes);
    if (inner === 1) lowering.emit('reduceRows', code, from, lowering.room(out), outer, length);
    else lowering.emit('reduceColumns', code, from, lowering.room(out), outer, length, inner);
    return true;
  };

/** A copy with these axes at the end, in the same order: what is added, is added in the order of memory either way. */
function axesLast(lowering: Lowering, x: Operand, axes: readonly number[]): Place {
  const others = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const order = [...others, ...axes];
  const lengths = order.map((axis) => x.shape[axis]);
  const own = denseSteps(x.shape);
  const to = lowering.scratch(4 * x.value.size);
  const steps = [order.map((axis) => own[axis]), denseSteps(lengths)];
  copyBox(lowering, x.value.dtype, lowering.place(x), to, { lengths, steps });
  return to;
}

export const reductions: Readonly<Record<string, Lower>> = {
  Sum: reduction(REDUCE_CODES.sum, REDUCE_CODES.sumInt),
  Mean: reduction(REDUCE_CODES.mean),
  Max: reduction(REDUCE_CODES.max, REDUCE_CODES.maxInt),
  Min: reduction(REDUCE_CODES.min, REDUCE_CODES.minInt),
  Prod: reduction(REDUCE_CODES.prod),
};
