// Concat and Pack on WASM. See ./cells.ts.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { cellsOf, copyCells, makeCells } from './cells.ts';

/** Joins tensors into one of `shape`: for each index of the axes before `axis`, their rows one after the other. */
function join(
  backend: unknown,
  inputs: readonly TensorInfo[],
  axis: number,
  shape: readonly number[],
): TensorInfo {
  const out = makeCells(backend, shape, inputs[0] as TensorInfo);
  const outer = sizeOf(shape.slice(0, axis));
  const to = cellsOf(backend, out);
  const total = to.length / outer;
  let offset = 0;
  for (const input of inputs) {
    const from = cellsOf(backend, input);
    const row = from.length / outer;
    for (let i = 0; i < outer; i++) copyCells(from, i * row, to, i * total + offset, row);
    offset += row;
  }
  return out;
}

export const joinKernels: readonly KernelConfig[] = [
  {
    kernelName: 'Concat',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const list = inputs as unknown as readonly TensorInfo[];
      const { axis } = attrs as { axis: number };
      const length = list.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
      return join(backend, list, axis, (list[0] as TensorInfo).shape.with(axis, length));
    },
  },
  {
    kernelName: 'Pack',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const list = inputs as unknown as readonly TensorInfo[];
      const { axis } = attrs as { axis: number };
      return join(backend, list, axis, (list[0] as TensorInfo).shape.toSpliced(axis, 0, list.length));
    },
  },
];
