// Gradients of tanh and the logistic function in one pass each instead of four: recurrent nets are made of little else.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';

type Loop = (dy: Float32Array, y: Float32Array, out: Float32Array) => void;

const { fround } = Math;

const tanhLoop: Loop = (dy, y, out) => {
  for (let i = 0; i < out.length; i++) out[i] = dy[i] * fround(fround(1 - y[i]) * fround(1 + y[i]));
};

const sigmoidLoop: Loop = (dy, y, out) => {
  for (let i = 0; i < out.length; i++) out[i] = dy[i] * fround(y[i] * fround(1 - y[i]));
};

const derivative = (kernelName: string, loop: Loop): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend }) => {
    const [dy, y] = [inputs.dy as TensorInfo, inputs.y as TensorInfo];
    const out = makeOutput(backend, y.shape, 'float32');
    loop(floatsOf(backend, dy), floatsOf(backend, y), floatsOf(backend, out));
    return out;
  },
});

export const derivativeKernels: readonly KernelConfig[] = [
  derivative('TanhGrad', tanhLoop),
  derivative('SigmoidGrad', sigmoidLoop),
];
