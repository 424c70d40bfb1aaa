import { REDUCE_CODES } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import type { Lower } from './index.ts';

/** Reductions over axes that are neighbours. */
const reduction =
  (float: number, int?: number): Lower =>
  ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
    const code = { float32: float, int32: int }[x.value.dtype as string];
    const axes = [...(attrs.axis as number[])].sort((a, b) => a - b);
    const [first, last] = [axes[0], axes[axes.length - 1]];
    if (code === undefined || last - first + 1 !== axes.length || x.value.size === 0) return false;
    const outer = sizeOf(x.shape.slice(0, first));
    const length = sizeOf(x.shape.slice(first, last + 1));
    const inner = sizeOf(x.shape.slice(last + 1));
    const [from, to] = [lowering.place(x), lowering.room(out)];
    if (inner === 1) lowering.emit('reduceRows', code, from, to, outer, length);
    else lowering.emit('reduceColumns', code, from, to, outer, length, inner);
    return true;
  };

export const reductions: Readonly<Record<string, Lower>> = {
  Sum: reduction(REDUCE_CODES.sum, REDUCE_CODES.sumInt),
  Mean: reduction(REDUCE_CODES.mean),
  Max: reduction(REDUCE_CODES.max, REDUCE_CODES.maxInt),
  Min: reduction(REDUCE_CODES.min, REDUCE_CODES.minInt),
  Prod: reduction(REDUCE_CODES.prod),
};
