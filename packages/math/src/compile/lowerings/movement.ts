// Operations that only move elements. A part that lies in one piece is not moved at all: it is a place in the whole.
import { sizeOf } from '../../shapes.ts';
import { broadcastSteps, denseSteps, fourAxes } from '../boxes.ts';
import type { Box } from '../boxes.ts';
import { bytesPerElement } from '../graph.ts';
import type { Operand } from '../graph.ts';
import type { Lowering } from '../lower.ts';
import { further } from '../places.ts';
import type { Place } from '../places.ts';
import type { Lower } from './index.ts';

/** Copies a box of elements; false when it has too many axes. Steps: of the source, then of the target. */
function copyBox(lowering: Lowering, dtype: string, from: Place, to: Place, box: Box): boolean {
  const four = fourAxes(box);
  if (four === undefined) return false;
  const { lengths, steps } = four;
  const kernel = dtype === 'bool' ? 'copyStridedBytes' : 'copyStrided';
  lowering.emit(kernel, from, to, ...lengths, ...steps[0], ...steps[1]);
  return true;
}

const axesFit = (box: Box): boolean => fourAxes(box) !== undefined;

/** The part of `x` that begins at `begin` and has the shape of `out`, as a place of its own or in `x`. */
function cut(
  lowering: Lowering,
  x: Operand,
  out: Operand,
  shape: readonly number[],
  begin: readonly number[],
): boolean {
  const steps = denseSteps(x.shape);
  const offset = begin.reduce((sum, at, axis) => sum + at * steps[axis], 0);
  const start = further(lowering.place(x), offset * bytesPerElement(x.value.dtype));
  const lastCut = shape.findLastIndex((length, axis) => length !== x.shape[axis]);
  const isWhole = lastCut < 0 || sizeOf(shape.slice(0, lastCut)) === 1;
  if (isWhole) {
    lowering.alias(out, start);
    return true;
  }
  const box = { lengths: shape, steps: [steps, denseSteps(shape)] };
  return axesFit(box) && copyBox(lowering, x.value.dtype, start, lowering.room(out), box);
}

const slice: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) =>
  cut(lowering, x, out, attrs.size as number[], attrs.begin as number[]);

/** Parts along an axis, one after the other. */
function partition(
  lowering: Lowering,
  x: Operand,
  outs: readonly Operand[],
  axis: number,
  lengths: readonly number[],
): boolean {
  let start = 0;
  return outs.every((out, i) => {
    const begin = x.shape.map((_, other) => (other === axis ? start : 0));
    start += lengths[i];
    return cut(lowering, x, out, x.shape.with(axis, lengths[i]), begin);
  });
}

const splitV: Lower = ({ inputs: { x }, attrs, outputs }, lowering) =>
  x.shape.length <= 4 &&
  partition(lowering, x, outputs, attrs.axis as number, attrs.numOrSizeSplits as number[]);

const unpack: Lower = ({ inputs: { value }, attrs, outputs }, lowering) =>
  value.shape.length <= 4 &&
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
  const box = { lengths: out.shape, steps: [broadcastSteps(x.shape, out.shape), denseSteps(out.shape)] };
  return axesFit(box) && copyBox(lowering, x.value.dtype, lowering.place(x), lowering.room(out), box);
};

const transpose: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const from = (attrs.perm as number[]).map((axis) => own[axis]);
  const { shape } = out;
  if (shape.length === 2 && from[0] === 1 && x.value.dtype !== 'bool') {
    lowering.emit('transpose', lowering.place(x), lowering.room(out), 1, x.shape[0], x.shape[1]);
    return true;
  }
  const box = { lengths: shape, steps: [from, denseSteps(shape)] };
  return axesFit(box) && copyBox(lowering, x.value.dtype, lowering.place(x), lowering.room(out), box);
};

const tile: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const lengths = x.shape.flatMap((length, axis) => [(attrs.reps as number[])[axis], length]);
  const from = own.flatMap((step) => [0, step]);
  const box = { lengths, steps: [from, denseSteps(lengths)] };
  return axesFit(box) && copyBox(lowering, x.value.dtype, lowering.place(x), lowering.room(out), box);
};

const reverse: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  const own = denseSteps(x.shape);
  const dims = attrs.dims as number[];
  const from = own.map((step, axis) => (dims.includes(axis) ? -step : step));
  const start = dims.reduce((sum, axis) => sum + (x.shape[axis] - 1) * own[axis], 0);
  const box = { lengths: x.shape, steps: [from, own] };
  if (x.value.size === 0 || !axesFit(box)) return false;
  const place = further(lowering.place(x), start * bytesPerElement(x.value.dtype));
  return copyBox(lowering, x.value.dtype, place, lowering.room(out), box);
};

/** The 32 bits of a float32. */
function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0];
}

const pad: Lower = ({ inputs: { x }, attrs, outputs: [out] }, lowering) => {
  if (x.value.dtype !== 'float32') return false;
  const steps = denseSteps(out.shape);
  const start = (attrs.paddings as number[][]).reduce((sum, [before], axis) => sum + before * steps[axis], 0);
  const box = { lengths: x.shape, steps: [denseSteps(x.shape), steps] };
  if (!axesFit(box)) return false;
  const to = lowering.room(out);
  lowering.emit('fill', to, out.value.size, bitsOf(attrs.constantValue as number));
  return copyBox(lowering, 'float32', lowering.place(x), further(to, 4 * start), box);
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
