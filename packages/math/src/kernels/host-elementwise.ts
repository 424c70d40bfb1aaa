// Kernels in place of tfjs's on the CPU backend where those are wrong: Log1p, Softplus and Elu lose digits, Minimum, Maximum
// and ClipByValue lose NaN. These compute in float64 and round once.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';
import { cos, exp, expm1, log1p, sin } from '../portable/index.ts';
import { broadcastShapes } from '../shapes.ts';

const softplus = (x: number): number => (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)));

const elu = (x: number): number => (x > 0 ? x : expm1(x));
// Adding 0 turns −0 into 0.
const sign = (x: number): number => Math.sign(x) + 0;

const unary = (kernelName: string, f: (x: number) => number): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend }) => {
    const x = inputs.x as TensorInfo;
    const out = makeOutput(backend, x.shape, 'float32');
    const [from, to] = [floatsOf(backend, x), floatsOf(backend, out)];
    for (let i = 0; i < to.length; i++) to[i] = f(from[i]);
    return out;
  },
});

const clip: KernelConfig = {
  kernelName: 'ClipByValue',
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { clipValueMin, clipValueMax } = attrs as { clipValueMin: number; clipValueMax: number };
    const x = inputs.x as TensorInfo;
    const out = makeOutput(backend, x.shape, 'float32');
    const [from, to] = [floatsOf(backend, x), floatsOf(backend, out)];
    for (let i = 0; i < to.length; i++) to[i] = Math.min(Math.max(from[i], clipValueMin), clipValueMax);
    return out;
  },
};

const binary = (kernelName: string, f: (a: number, b: number) => number): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend }) => {
    const [a, b] = [inputs.a as TensorInfo, inputs.b as TensorInfo];
    const shape = broadcastShapes(a.shape, b.shape) as number[];
    const out = makeOutput(backend, shape, 'float32');
    const [left, right, to] = [floatsOf(backend, a), floatsOf(backend, b), floatsOf(backend, out)];
    const [stepsA, stepsB] = [stepsOf(a.shape, shape), stepsOf(b.shape, shape)];
    const index = new Array<number>(shape.length).fill(0);
    for (let i = 0, ia = 0, ib = 0; i < to.length; i++) {
      to[i] = f(left[ia], right[ib]);
      // The next index, last axis first; an axis that is done goes back to its start.
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const length = shape[axis];
        ia += stepsA[axis];
        ib += stepsB[axis];
        index[axis] = index[axis] + 1;
        if (index[axis] < length) break;
        index[axis] = 0;
        ia -= length * stepsA[axis];
        ib -= length * stepsB[axis];
      }
    }
    return out;
  },
});

/** How far an element of `shape` moves per step along each axis of `result`; 0 where it is repeated. */
function stepsOf(shape: readonly number[], result: readonly number[]): number[] {
  const steps = new Array<number>(result.length).fill(0);
  const leading = result.length - shape.length;
  for (let axis = shape.length - 1, size = 1; axis >= 0; axis--) {
    const length = shape[axis];
    steps[leading + axis] = length === 1 ? 0 : size;
    size *= length;
  }
  return steps;
}

export const hostElementwiseKernels: readonly KernelConfig[] = [
  unary('Log1p', log1p),
  unary('Softplus', softplus),
  unary('Elu', elu),
  unary('Sign', sign),
  unary('Sin', sin),
  unary('Cos', cos),
  clip,
  binary('Minimum', Math.min),
  binary('Maximum', Math.max),
];
