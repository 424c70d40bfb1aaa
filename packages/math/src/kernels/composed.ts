import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { getKernel } from '../engine/kernel-registry.ts';

/** Runs one kernel of the same backend; its output is freed unless it is the result. */
export type RunInner = (
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs?: Readonly<Record<string, unknown>>,
) => TensorInfo;

/**
 * A kernel that is made of others, for both backends. Compared with an operation that is made of others, it costs one
 * entry on the tape, and takes a gradient of its own.
 */
export function composedKernel(
  kernelName: string,
  compute: (
    run: RunInner,
    inputs: Readonly<Record<string, TensorInfo>>,
    attrs: Readonly<Record<string, unknown>>,
  ) => TensorInfo,
): KernelConfig[] {
  return ['wasm', 'cpu'].map((backendName) => ({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const made: TensorInfo[] = [];
      const run: RunInner = (name, named, attributes = {}) => {
        const kernel = getKernel(name, backendName);
        const out = kernel.kernelFunc({ inputs: named, backend, attrs: attributes as never }) as TensorInfo;
        made.push(out);
        return out;
      };
      const result = compute(run, inputs as Record<string, TensorInfo>, attrs as Record<string, unknown>);
      const { disposeData } = backend as { disposeData(id: object): boolean };
      for (const info of made) if (info !== result) disposeData.call(backend, info.dataId);
      return result;
    },
  }));
}
