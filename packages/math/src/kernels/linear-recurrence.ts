import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';
import { sizeOf } from '../shapes.ts';

/** `y_t = a_t ⊙ y_{t−1} + b_t` along an axis, or from the end; each step is rounded once. */
const linearRecurrence: KernelConfig = {
  kernelName: 'LinearRecurrence',
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const [a, b] = [inputs.a as TensorInfo, inputs.b as TensorInfo];
    const { axis, reverse } = attrs as unknown as { axis: number; reverse: boolean };
    const out = makeOutput(backend, a.shape, 'float32');
    const buffers = [floatsOf(backend, a), floatsOf(backend, b), floatsOf(backend, out)] as const;
    const [length, inner] = [a.shape[axis] as number, sizeOf(a.shape.slice(axis + 1))];
    const outer = sizeOf(a.shape.slice(0, axis));
    for (let block = 0; block < outer; block++)
      recur(...buffers, block * length * inner, length, inner, reverse);
    return out;
  },
};

export const linearRecurrenceKernels: readonly KernelConfig[] = [linearRecurrence];

function recur(
  a: Float32Array,
  b: Float32Array,
  y: Float32Array,
  start: number,
  length: number,
  inner: number,
  reverse: boolean,
): void {
  const before = reverse ? inner : -inner;
  for (let step = 0; step < length; step++) {
    const row = start + (reverse ? length - 1 - step : step) * inner;
    for (let i = row; i < row + inner; i++) {
      y[i] = step === 0 ? (b[i] as number) : (a[i] as number) * (y[i + before] as number) + (b[i] as number);
    }
  }
}
