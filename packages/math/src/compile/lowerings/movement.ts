// Operations that only move elements. A part that lies in one piece is not moved at all: it is a place in the whole.
import { sizeOf } from '../../shapes.ts';
import { broadcastSteps, denseSteps, fourAxes } from '../boxes.ts';
import type { Box } from '../boxes.ts';
import { bytesPerElement } from '../graph.ts';
import type { Operand } from '../graph.ts';
import type { Lower, Lowering } from '../lowering.ts';
import { further } from '../places.ts';
import type { Place } from '../places.ts';

/** Copies a box of elements. Steps: of the source, then of the target. */
export function copyBox(lowering: Lowering, dtype: string, from: Place, to: Place, box: Box): void {
  const kernel = dtype === 'bool' ? 'copyStridedBytes' : 'copyStrided';
  const bytes = dtype === 'bool' ? 1 : 4;
  for (const { numbers, starts } of fourAxes(box)) {
    lowering.emit(kernel, further(from, bytes * starts[0]), further(to, bytes * starts[1]), ...numbers);
  }
}

/** Copies a box of `x` to where `out` will be, all of it. */
function copyWhole(lowering: Lowering, x: Operand, out: Operand, box: Box): true {
  copyBox(lowering, x.value.dtype, lowering.place(x), lowering.room(out), box);
  return true;
}

/** The part of `x` that begins at `begin` and has the shape of `out`, as a place of its own or in `x`. */
function cut(
  lowering: Lowering,
  x: Operand,
  out: Operand,
  shape: readonly number[],
  begin: readonly number[],
): void {
  const steps = denseSteps(x.shape);
  const offset = begin.reduce((sum, at, axis) => sum + at * steps[axis], 0);
  const start = further(lowering.place(x), offset * bytesPerElement(x.value.dtype));
  const lastCut = shape.findLastIndex((length, axis) => length !== x.shape[axis]);
  const isWhole = lastCut < 0 || sizeOf(shape.slice(0, lastCut)) === 1;
  if (isWhole) {
    lowering.alias(out, start);
    return;
  }
  const box = { lengths: shape, steps: [steps, denseSteps(shape)] };
  copyBox(lowering, x.value.dtype, start, lowering.room(out), box);
}

const slice: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  cut(lowering, x, out, attrs.size as number[], attrs.begin as number[]);
  return true;
};

/** Parts along an axis, one after the other. */
function partition(
  lowering: Lowering,
  x: Operand,
  outs: readonly Operand[],
  axis: number,
  lengths: readonly number[],
): true {
  let start = 0;
  outs.forEach((out, i) => {
    const begin = x.shape.map((_, other) => (other === axis ? start : 0));
    start += lengths[i];
    cut(lowering, x, out, x.shape.with(axis, lengths[i]), begin);
  });
  return true;
}

const splitV: Lower = ({ inputs: { x }, attrs, outputs }, lowering) =>
  partition(lowering, x, outputs, attrs.axis as number, attrs.numOrSizeSplits as number[]);

const unpack: Lower = ({ inputs: { value }, attrs, outputs }, lowering) =>
  partition(
    lowering,
    value,
    outputs,
    attrs.axis as number,
    outputs.map(() => 1),
  );

/** Rows of each input one after the other, for every index of the axes before. */
function join(lowering: Lowering, parts: readonly Operand[], out: Operand, axis: number): boolean {
  const outer = sizeOf(out.shape.slice(0, axis));
  const row = sizeOf(out.shape.slice(axis));
  const to = lowering.room(out);
  const bytes = bytesPerElement(out.value.dtype);
  let offset = 0;
  for (const part of parts) {
    const own = outer === 0 ? 0 : part.value.size / outer;
    const place = further(to, offset * bytes);
    offset += own;
    if (outer === 1 && lowering.claim(part, place)) continue;
    const steps = [
      [own, 1],
      [row, 1],
    ];
    copyBox(lowering, out.value.dtype, lowering.place(part), place, { lengths: [outer, own], steps });
  }
  return true;
}

const joined: Lower = ({ inputs, attrs, outputs: [out] }, lowering) =>
  join(lowering, Object.values(inputs), out, attrs.axis as number);

const broadcastTo: Lower = ({ inputs: { x }, outputs: [out] }, lowering) => {
  const steps = [broadcastSteps(x.shape, out.shape), denseSteps(out.shape)];
  return copyWhole(lowering, x, out, { lengths: out.shape, steps });
};

const transpose: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const from = (attrs.perm as number[]).map((axis) => own[axis]);
  const { shape } = out;
  if (shape.length === 2 && from[0] === 1 && x.value.dtype !== 'bool') {
    lowering.emit('transpose', lowering.place(x), lowering.room(out), 1, x.shape[0], x.shape[1]);
    return true;
  }
  return copyWhole(lowering, x, out, { lengths: shape, steps: [from, denseSteps(shape)] });
};

const tile: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const lengths = x.shape.flatMap((length, axis) => [(attrs.reps as number[])[axis], length]);
  const from = own.flatMap((step) => [0, step]);
  return copyWhole(lowering, x, out, { lengths, steps: [from, denseSteps(lengths)] });
};

const reverse: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const dims = attrs.dims as number[];
  const from = own.map((step, axis) => (dims.includes(axis) ? -step : step));
  const start = dims.reduce((sum, axis) => sum + Math.max(0, x.shape[axis] - 1) * own[axis], 0);
  const place = further(lowering.place(x), start * bytesPerElement(x.value.dtype));
  copyBox(lowering, x.value.dtype, place, lowering.room(out), { lengths: x.shape, steps: [from, own] });
  return true;
};

/** The 32 bits of an element. */
function bitsOf(value: number, dtype: string): number {
  return dtype === 'int32' ? value : new Int32Array(Float32Array.of(value).buffer)[0];
}

const pad: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const { dtype } = x.value;
  const steps = denseSteps(out.shape);
  const start = (attrs.paddings as number[][]).reduce((sum, [before], axis) => sum + before * steps[axis], 0);
  const to = lowering.room(out);
  lowering.emit('fill', to, out.value.size, bitsOf(attrs.constantValue as number, dtype));
  const box = { lengths: x.shape, steps: [denseSteps(x.shape), steps] };
  copyBox(lowering, dtype, lowering.place(x), further(to, 4 * start), box);
  return true;
};

export const movement: Readonly<Record<string, Lower>> = {
  Slice: slice,
  SplitV: splitV,
  Unpack: unpack,
  Concat: joined,
  Pack: joined,
  BroadcastTo: broadcastTo,
  Transpose: transpose,
  Tile: tile,
  Reverse: reverse,
  PadV2: pad,
};
