import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { fillOutput, integersOf } from '../engine/buffers.ts';

/**
 * Numbers that depend on a whole number in float64, such as learning rates on the step: `compute(x)`, each rounded to
 * a float32 scalar. As a kernel, so that a captured function computes them anew at each call.
 */
export const hostScalarsKernels: readonly KernelConfig[] = ['wasm', 'cpu'].map((backendName) => ({
  kernelName: 'HostScalars',
  backendName,
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { compute } = attrs as unknown as { compute: (x: number) => readonly number[] };
    const x = integersOf(backend, inputs.x as TensorInfo)[0] as number;
    return compute(x).map((value) => fillOutput(backend, [], 'float32', Float32Array.of(value)));
  },
}));
