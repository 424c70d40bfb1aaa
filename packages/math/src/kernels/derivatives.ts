// Gradients of tanh and the logistic function in one pass each instead of four: recurrent nets are made of little else.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput, pointerOf } from '../engine/buffers.ts';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import { sizeOf } from '../shapes.ts';

type Loop = (dy: Float32Array, y: Float32Array, out: Float32Array) => void;

const tanhLoop: Loop = (dy, y, out) => {
  for (let i = 0; i < out.length; i++) out[i] = dy[i] * (1 - y[i] * y[i]);
};

const sigmoidLoop: Loop = (dy, y, out) => {
  for (let i = 0; i < out.length; i++) out[i] = dy[i] * (y[i] * (1 - y[i]));
};

const derivative = (kernelName: string, loop: Loop, name: 'tanhGrad' | 'sigmoidGrad'): KernelConfig[] => [
  {
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend }) => {
      const [dy, y] = [inputs.dy as TensorInfo, inputs.y as TensorInfo];
      const out = makeOutput(backend, y.shape, 'float32');
      loop(floatsOf(backend, dy), floatsOf(backend, y), floatsOf(backend, out));
      return out;
    },
  },
  {
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => {
      const [dy, y] = [inputs.dy as TensorInfo, inputs.y as TensorInfo];
      const out = makeOutput(backend, y.shape, 'float32');
      const pointers = [dy, y, out].map((info) => pointerOf(backend, info)) as [number, number, number];
      saccadeKernels()[name](...pointers, sizeOf(y.shape));
      return out;
    },
  },
];

export const derivativeKernels: readonly KernelConfig[] = [
  ...derivative('TanhGrad', tanhLoop, 'tanhGrad'),
  ...derivative('SigmoidGrad', sigmoidLoop, 'sigmoidGrad'),
];
