// Running results along an axis.
import { CUMULATE_CODES } from '@saccade/kernels';
import { sizeOf } from '../../shapes.ts';
import type { Lower } from '../lowering.ts';

/** Lengths before an axis, along it, and behind. */
function around(shape: readonly number[], axis: number): [outer: number, length: number, inner: number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))];
}

const flag = (value: unknown): number => (value === true ? 1 : 0);

const cumulate =
  (float: number, int?: number): Lower =>
  ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
    const code = { float32: float, int32: int }[x.value.dtype as string];
    if (code === undefined) return false;
    const sizes = around(x.shape, attrs.axis as number);
    const flags = [flag(attrs.exclusive), flag(attrs.reverse)];
    lowering.emit('cumulate', code, lowering.place(x), lowering.room(out), ...sizes, ...flags);
    return true;
  };

const linearRecurrence: Lower = ({ inputs: { a, b }, attrs, outputs: [out] }, lowering) => {
  const places = [lowering.place(a), lowering.place(b), lowering.room(out)];
  lowering.emit('linearRecurrence', ...places, ...around(a.shape, attrs.axis as number), flag(attrs.reverse));
  return true;
};

export const running: Readonly<Record<string, Lower>> = {
  Cumsum: cumulate(CUMULATE_CODES.cumsum, CUMULATE_CODES.cumsumInt),
  Cumprod: cumulate(CUMULATE_CODES.cumprod),
  LinearRecurrence: linearRecurrence,
};
