// GatherV2 on WASM, and its gradient, for which tfjs has no kernel there. See ./cells.ts.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, makeOutput } from '../engine/buffers.ts';
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

/** `out[…, indices[j], …] = Σ updates[…, j, …]`, in the order of `j`. */
const scatter = (backendName: string): KernelConfig => ({
  kernelName: 'ScatterAddRows',
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [updates, indices] = [inputs.updates as TensorInfo, inputs.indices as TensorInfo];
    const { axis, length } = attrs as unknown as ScatterAttributes;
    const out = makeOutput(backend, updates.shape.toSpliced(axis, indices.shape.length, length), 'float32');
    const [from, to, chosen] = [
      floatsOf(backend, updates),
      floatsOf(backend, out),
      integersOf(backend, indices),
    ];
    const row = sizeOf(updates.shape.slice(axis + indices.shape.length));
    const outer = sizeOf(updates.shape.slice(0, axis));
    to.fill(0);
    for (let i = 0, source = 0; i < outer; i++) {
      for (let j = 0; j < chosen.length; j++) {
        let target = (i * length + (chosen[j] as number)) * row;
        for (const end = source + row; source < end; source++, target++) {
          to[target] = (to[target] as number) + (from[source] as number);
        }
      }
    }
    return out;
  },
});

export const gatherKernels: readonly KernelConfig[] = [gather, scatter('wasm'), scatter('cpu')];
