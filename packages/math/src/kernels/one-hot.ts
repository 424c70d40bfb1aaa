// OneHot on WASM: tfjs's writes the bits of an integer 1 whatever the dtype.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, integersOf, makeOutput } from '../engine/buffers.ts';

export const oneHotKernels: readonly KernelConfig[] = [
  {
    kernelName: 'OneHot',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const indices = inputs.indices as TensorInfo;
      const { depth, onValue, offValue } = attrs as { depth: number; onValue: number; offValue: number };
      const out = makeOutput(backend, [...indices.shape, depth], 'float32');
      const to = floatsOf(backend, out).fill(offValue);
      integersOf(backend, indices).forEach((index, row) => {
        if (index >= 0 && index < depth) to[row * depth + index] = onValue;
      });
      return out;
    },
  },
];
