import { REDUCE_CODES } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import type { Lower } from './index.ts';

/** Reductions over axes that are neighbours. */
const reduction =
  (code: number): Lower =>
  ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
    const axes = [...(attrs.axis as number[])].sort((a, b) => a - b);
    const [first, last] = [axes[0], axes[axes.length - 1]];
    if (x.value.dtype !== 'float32' || last - first + 1 !== axes.length || x.value.size === 0) return false;
    const outer = sizeOf(x.shape.slice(0, first));
    const length = sizeOf(x.shape.slice(first, last + 1));
    const inner = sizeOf(x.shape.slice(last + 1));
    const [from, to] = [lowering.place(x), lowering.room(out)];
    if (inner === 1) lowering.emit('reduceRows', code, from, to, outer, length);
    else lowering.emit('reduceColumns', code, from, to, outer, length, inner);
    return true;
  };

export const reductions: Readonly<Record<string, Lower>> = {
  Sum: reduction(REDUCE_CODES.sum),
  Mean: reduction(REDUCE_CODES.mean),
  Max: reduction(REDUCE_CODES.max),
  Min: reduction(REDUCE_CODES.min),
};
