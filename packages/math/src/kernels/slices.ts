// Slice, SplitV and Unpack on WASM: only what is asked for is copied. See ./cells.ts.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { cellsOf, copyCells, makeCells } from './cells.ts';
import type { Cells } from './cells.ts';

/** The part of `x` with `begin ≤ index < begin + size`. */
function slice(
  backend: unknown,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): TensorInfo {
  const out = makeCells(backend, size, x);
  if (sizeOf(size) > 0) copyBox(cellsOf(backend, x), cellsOf(backend, out), x.shape, begin, size);
  return out;
}

function copyBox(
  from: Cells,
  to: Cells,
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
): void {
  // From the last axis that is cut on, a box is one row of cells.
  const last = Math.max(
    0,
    shape.findLastIndex((n, axis) => n !== size[axis]),
  );
  const steps = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const row = sizeOf(size.slice(last));
  let target = 0;
  const visit = (axis: number, source: number): void => {
    const first = source + (begin[axis] ?? 0) * (steps[axis] ?? 1);
    if (axis >= last) {
      copyCells(from, first, to, target, row);
      target += row;
      return;
    }
    for (let i = 0; i < (size[axis] as number); i++) visit(axis + 1, first + i * (steps[axis] as number));
  };
  visit(0, 0);
}

/** Slices of the given lengths one after the other along `axis`. */
function partition(backend: unknown, x: TensorInfo, axis: number, lengths: readonly number[]): TensorInfo[] {
  let start = 0;
  return lengths.map((length) => {
    const begin = x.shape.map((_, i) => (i === axis ? start : 0));
    start += length;
    return slice(
      backend,
      x,
      begin,
      x.shape.map((n, i) => (i === axis ? length : n)),
    );
  });
}

export const sliceKernels: readonly KernelConfig[] = [
  {
    kernelName: 'Slice',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { begin, size } = attrs as { begin: number[]; size: number[] };
      return slice(backend, inputs.x as TensorInfo, begin, size);
    },
  },
  {
    kernelName: 'SplitV',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { numOrSizeSplits, axis } = attrs as { numOrSizeSplits: number[]; axis: number };
      return partition(backend, inputs.x as TensorInfo, axis, numOrSizeSplits);
    },
  },
  {
    kernelName: 'Unpack',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const value = inputs.value as TensorInfo;
      const { axis } = attrs as { axis: number };
      const ones = new Array<number>(value.shape[axis] as number).fill(1);
      const shape = value.shape.toSpliced(axis, 1);
      return partition(backend, value, axis, ones).map((part) => ({ ...part, shape }));
    },
  },
];
