import { getKernel } from '../engine/kernel-registry.ts';
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

// tfjs has no such kernel: its operation is a Tile with a gradient that sums whole tiles. By a name of its own the
// gradient is one sum.
const broadcastTo: KernelFunc = ({ inputs, backend, attrs }) => {
  const x = inputs.x as TensorInfo;
  const shape = attrs?.shape as number[];
  const padded = [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  const reps = shape.map((n, i) => (padded[i] === n ? 1 : n));
  const run = (name: string, input: TensorInfo, attributes: Record<string, number[]>): TensorInfo =>
    getKernel(name, 'cpu').kernelFunc({ inputs: { x: input }, backend, attrs: attributes }) as TensorInfo;
  const reshaped = run('Reshape', x, { shape: padded });
  const result = run('Tile', reshaped, { reps });
  (backend as { disposeData(id: object): boolean }).disposeData(reshaped.dataId);
  return result;
};

export const broadcastToKernels: readonly KernelConfig[] = [
  { kernelName: 'BroadcastTo', backendName: 'cpu', kernelFunc: broadcastTo },
];
