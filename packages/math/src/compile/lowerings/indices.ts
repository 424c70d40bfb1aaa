// What picks by indices. The kernels refuse indices that are out of range, before they write anything.
import { sizeOf } from '../../shapes.ts';
import type { Lower } from '../lowering.ts';

const gather: Lower = ({ inputs: { x, indices }, attrs, outputs: [out] }, lowering) => {
  const axis = attrs.axis as number;
  const [outer, row] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
  const places = [lowering.place(x), lowering.place(indices), lowering.room(out)];
  const name = x.value.dtype === 'bool' ? 'gatherRowsBytes' : 'gatherRows';
  lowering.emit(name, ...places, outer, indices.value.size, row, x.shape[axis]);
  return true;
};

const scatterAdd: Lower = ({ inputs: { updates, indices }, attrs, outputs: [out] }, lowering) => {
  const { axis, length } = attrs as { axis: number; length: number };
  const [outer, row] = [sizeOf(out.shape.slice(0, axis)), sizeOf(out.shape.slice(axis + 1))];
  const [from, at, to] = [lowering.place(updates), lowering.place(indices), lowering.room(out)];
  lowering.emit('fill', to, out.value.size, 0);
  lowering.emit('scatterAddRows', from, at, to, outer, indices.value.size, row, length);
  return true;
};

const oneHot: Lower = ({ inputs: { indices }, attrs, outputs: [out] }, lowering) => {
  const { depth, onValue, offValue } = attrs as Record<'depth' | 'onValue' | 'offValue', number>;
  const [from, to] = [lowering.place(indices), lowering.room(out)];
  lowering.emit('oneHot', from, to, indices.value.size, depth, onValue, offValue);
  return true;
};

export const indices: Readonly<Record<string, Lower>> = {
  GatherV2: gather,
  ScatterAddRows: scatterAdd,
  OneHot: oneHot,
};
