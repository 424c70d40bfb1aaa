// GatherV2, whose indices tfjs checks in words of its own, and its gradient, for which tfjs has no kernel.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { fillOutput, floatsOf, integersOf, makeOutput } from '../engine/buffers.ts';
import { fail } from '../errors.ts';
import { sizeOf } from '../shapes.ts';

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Indices on the CPU backend. Throws, as the kernel on WASM does, where one is out of range. */
function checkedIndices(backend: unknown, indices: TensorInfo, length: number): Int32Array {
  const chosen = integersOf(backend, indices);
  for (const index of chosen)
    if (index < 0 || index >= length) fail('gather', 'indices', `≥ 0 and < ${length}`, index);
  return chosen;
}

const gather: KernelConfig = {
  kernelName: 'GatherV2',
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [x, indices] = [inputs.x as TensorInfo, inputs.indices as TensorInfo];
    const { axis } = attrs as { axis: number };
    const length = x.shape[axis];
    const chosen = checkedIndices(backend, indices, length);
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
    const dtype = x.dtype as keyof typeof ARRAYS;
    // Whatever they are: elements are only moved.
    const from = floatsOf(backend, x);
    const to = new ARRAYS[dtype](sizeOf(shape));
    const [outer, row] = [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis + 1))];
    for (let i = 0, target = 0; i < outer; i++) {
      for (const index of chosen) {
        const start = (i * length + index) * row;
        for (let at = start; at < start + row; at++, target++) to[target] = from[at];
      }
    }
    return fillOutput(backend, shape, dtype, to);
  },
};

/** `out[…, indices[j], …] = Σ updates[…, j, …]`, in the order of `j`. */
const scatter: KernelConfig = {
  kernelName: 'ScatterAddRows',
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [updates, indices] = [inputs.updates as TensorInfo, inputs.indices as TensorInfo];
    const { axis, length } = attrs as { axis: number; length: number };
    const chosen = checkedIndices(backend, indices, length);
    const shape = updates.shape.toSpliced(axis, indices.shape.length, length);
    const out = makeOutput(backend, shape, 'float32');
    const [from, to] = [floatsOf(backend, updates), floatsOf(backend, out)];
    const [outer, row] = [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
    for (let i = 0, source = 0; i < outer; i++) {
      for (const index of chosen) {
        const start = (i * length + index) * row;
        for (let at = start; at < start + row; at++, source++) to[at] += from[source];
      }
    }
    return out;
  },
};

export const gatherKernels: readonly KernelConfig[] = [gather, scatter];
