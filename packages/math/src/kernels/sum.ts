// Sum and Mean in place of tfjs's, which accumulate in float32, one after the other, copy the tensor first unless the last
// axes are reduced, and read what happens to lie in memory when there is nothing to add. These accumulate in float64
// in memory order and round once. int32 sums wrap.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, makeOutput } from '../engine/buffers.ts';
import { sizeOf } from '../shapes.ts';

type Values = Float32Array | Int32Array;

const reduction = (kernelName: string, isMean: boolean): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { axis: axes, keepDims } = attrs as { axis: number[]; keepDims: boolean };
    const x = inputs.x as TensorInfo;
    const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
    const shape = keepDims ? kept : x.shape.filter((_, i) => !axes.includes(i));
    const integer = x.dtype === 'int32';
    const out = makeOutput(backend, shape, integer ? 'int32' : 'float32');
    const [from, to] = integer
      ? [integersOf(backend, x), integersOf(backend, out)]
      : [floatsOf(backend, x), floatsOf(backend, out)];
    accumulate(from, to, x.shape, axes, isMean ? sizeOf(x.shape) / sizeOf(shape) : 1);
    return out;
  },
});

function accumulate(
  from: Values,
  to: Values,
  shape: readonly number[],
  axes: readonly number[],
  count: number,
): void {
  const [first, last] = [axes[0], axes.at(-1) as number];
  if (last - first + 1 !== axes.length) return accumulateAnywhere(from, to, shape, axes, count);
  const outer = sizeOf(shape.slice(0, first));
  const length = sizeOf(shape.slice(first, last + 1));
  const inner = sizeOf(shape.slice(last + 1));
  if (inner === 1) sumRows(from, to, outer, length, count);
  else sumColumns(from, to, outer, length, inner, count);
}

function sumRows(from: Values, to: Values, rows: number, length: number, count: number): void {
  for (let row = 0, i = 0; row < rows; row++) {
    let total = 0;
    for (const end = i + length; i < end; i++) total += from[i];
    to[row] = total / count;
  }
}

function sumColumns(
  from: Values,
  to: Values,
  outer: number,
  length: number,
  inner: number,
  count: number,
): void {
  const totals = new Float64Array(inner);
  for (let block = 0, i = 0; block < outer; block++) {
    totals.fill(0);
    for (let row = 0; row < length; row++) {
      for (let column = 0; column < inner; column++, i++) totals[column] = totals[column] + from[i];
    }
    for (let column = 0; column < inner; column++) to[block * inner + column] = totals[column] / count;
  }
}

/** For axes that are not neighbours: each element finds its sum by stepping through the shape. */
function accumulateAnywhere(
  from: Values,
  to: Values,
  shape: readonly number[],
  axes: readonly number[],
  count: number,
): void {
  const totals = new Float64Array(to.length);
  const steps = new Array<number>(shape.length).fill(0);
  for (let axis = shape.length - 1, size = 1; axis >= 0; axis--) {
    if (axes.includes(axis)) continue;
    steps[axis] = size;
    size *= shape[axis];
  }
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0, o = 0; i < from.length; i++) {
    totals[o] = totals[o] + from[i];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      o += steps[axis];
      index[axis] = index[axis] + 1;
      if (index[axis] < shape[axis]) break;
      index[axis] = 0;
      o -= shape[axis] * steps[axis];
    }
  }
  for (let o = 0; o < to.length; o++) to[o] = totals[o] / count;
}

export const sumKernels: readonly KernelConfig[] = [reduction('Sum', false), reduction('Mean', true)];
