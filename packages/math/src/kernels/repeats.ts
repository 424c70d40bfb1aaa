// Tile and Reverse on WASM. See ./cells.ts.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { cellsOf, copyCells, makeCells, repeatCells } from './cells.ts';
import type { Cells } from './cells.ts';

/** Number of cells below one step along each axis. */
const stepsOf = (shape: readonly number[]): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** Writes each axis once and then repeats what stands there, the last axis first. */
function tileCells(from: Cells, to: Cells, shape: readonly number[], reps: readonly number[]): void {
  const last = Math.max(
    0,
    reps.findLastIndex((times) => times !== 1),
  );
  const sourceSteps = stepsOf(shape);
  const targetSteps = stepsOf(shape.map((n, axis) => n * (reps[axis] as number)));
  const row = sizeOf(shape.slice(last));
  const visit = (axis: number, source: number, target: number): void => {
    if (axis === last) {
      copyCells(from, source, to, target, row);
      repeatCells(to, target, row, reps[axis] as number);
      return;
    }
    const [n, step] = [shape[axis] as number, targetSteps[axis] as number];
    for (let i = 0; i < n; i++)
      visit(axis + 1, source + i * (sourceSteps[axis] as number), target + i * step);
    repeatCells(to, target, n * step, reps[axis] as number);
  };
  visit(0, 0, 0);
}

function reverseCells(from: Cells, to: Cells, shape: readonly number[], axes: readonly number[]): void {
  const last = Math.max(...axes);
  const steps = stepsOf(shape);
  const row = steps[last] as number;
  let target = 0;
  const visit = (axis: number, source: number): void => {
    const [n, step] = [shape[axis] as number, steps[axis] as number];
    const back = axes.includes(axis);
    for (let i = 0; i < n; i++) {
      const at = source + (back ? n - 1 - i : i) * step;
      if (axis < last) visit(axis + 1, at);
      else {
        copyCells(from, at, to, target, row);
        target += row;
      }
    }
  };
  visit(0, 0);
}

export const repeatKernels: readonly KernelConfig[] = [
  {
    kernelName: 'Tile',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const x = inputs.x as TensorInfo;
      const { reps } = attrs as { reps: number[] };
      const shape = x.shape.map((n, axis) => n * (reps[axis] as number));
      const out = makeCells(backend, shape, x);
      const [from, to] = [cellsOf(backend, x), cellsOf(backend, out)];
      if (reps.length === 0) copyCells(from, 0, to, 0, 1);
      else if (to.length > 0) tileCells(from, to, x.shape, reps);
      return out;
    },
  },
  {
    kernelName: 'Reverse',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const x = inputs.x as TensorInfo;
      const { dims } = attrs as { dims: number[] };
      const out = makeCells(backend, x.shape, x);
      const [from, to] = [cellsOf(backend, x), cellsOf(backend, out)];
      if (dims.length === 0) copyCells(from, 0, to, 0, from.length);
      else reverseCells(from, to, x.shape, dims);
      return out;
    },
  },
];
