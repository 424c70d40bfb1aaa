// GatherV2 on WASM, and its gradient, for which tfjs has no kernel there. See ./cells.ts.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, makeOutput, pointerOf } from '../engine/buffers.ts';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import { sizeOf } from '../shapes.ts';
import { cellsOf, copyCells, makeCells } from './cells.ts';

interface GatherAttributes {
  readonly axis: number;
}

const gather: KernelConfig = {
  kernelName: 'GatherV2',
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [x, indices] = [inputs.x as TensorInfo, inputs.indices as TensorInfo];
    const { axis } = attrs as unknown as GatherAttributes;
    const length = x.shape[axis] as number;
    const out = makeCells(backend, x.shape.toSpliced(axis, 1, ...indices.shape), x);
    const [from, to, chosen] = [cellsOf(backend, x), cellsOf(backend, out), integersOf(backend, indices)];
    const row = sizeOf(x.shape.slice(axis + 1));
    const outer = sizeOf(x.shape.slice(0, axis));
    for (let i = 0, target = 0; i < outer; i++) {
      for (let j = 0; j < chosen.length; j++, target += row) {
        copyCells(from, (i * length + (chosen[j] as number)) * row, to, target, row);
      }
    }
    return out;
  },
};

interface ScatterAttributes extends GatherAttributes {
  /** Length of the axis that was gathered from. */
  readonly length: number;
}

/** A scatter as `outer` blocks of `count` updates, which go to the `length` rows of their block of `out`. */
interface Scatter {
  readonly updates: TensorInfo;
  readonly indices: TensorInfo;
  readonly out: TensorInfo;
  readonly outer: number;
  readonly length: number;
  readonly count: number;
  readonly row: number;
}

/** `out[…, indices[j], …] = Σ updates[…, j, …]`, in the order of `j`. */
const scatter = (backendName: string, addRows: (backend: unknown, parts: Scatter) => void): KernelConfig => ({
  kernelName: 'ScatterAddRows',
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [updates, indices] = [inputs.updates as TensorInfo, inputs.indices as TensorInfo];
    const { axis, length } = attrs as unknown as ScatterAttributes;
    const shape = updates.shape.toSpliced(axis, indices.shape.length, length);
    const out = makeOutput(backend, shape, 'float32');
    floatsOf(backend, out).fill(0);
    const [outer, row] = [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
    addRows(backend, { updates, indices, out, outer, length, count: sizeOf(indices.shape), row });
    return out;
  },
});

const scatterOnWasm = scatter('wasm', (backend, { updates, indices, out, outer, length, count, row }) => {
  const kernels = saccadeKernels();
  const chosen = pointerOf(backend, indices);
  let [source, target] = [pointerOf(backend, updates), pointerOf(backend, out)];
  for (let i = 0; i < outer; i++) {
    kernels.scatterAddRows(source, chosen, target, count, row);
    source += 4 * count * row;
    target += 4 * length * row;
  }
});

const scatterOnCpu = scatter('cpu', (backend, { updates, indices, out, outer, length, count, row }) => {
  const [from, to, chosen] = [
    floatsOf(backend, updates),
    floatsOf(backend, out),
    integersOf(backend, indices),
  ];
  for (let i = 0, source = 0; i < outer; i++) {
    for (let j = 0; j < count; j++) {
      let target = (i * length + (chosen[j] as number)) * row;
      for (const end = source + row; source < end; source++, target++) {
        to[target] = (to[target] as number) + (from[source] as number);
      }
    }
  }
});

export const gatherKernels: readonly KernelConfig[] = [gather, scatterOnWasm, scatterOnCpu];
