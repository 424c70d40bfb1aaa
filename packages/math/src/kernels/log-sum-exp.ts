// LogSumExp and LogSoftmax over the last axis. tfjs's Softmax has a vectorised exponential, its Exp does not: 15 times
// slower. So the sum of exponentials is read off the softmax, whose largest element is 1 / Σ exp(x − max).
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';
import { getKernel } from '../engine/kernel-registry.ts';
import { log } from '../portable/index.ts';
import { sizeOf } from '../shapes.ts';

/** Writes what follows from one row: elements `start ≤ i < end`, the largest, and the logarithm of Σ exp(x − largest). */
type WriteRow = (
  from: Float32Array,
  to: Float32Array,
  row: { readonly index: number; readonly start: number; readonly end: number },
  largest: number,
  logOfSum: number,
) => void;

/** An infinite largest element is the result itself: infinity minus infinity would be NaN. */
const writeSum: WriteRow = (_from, to, { index }, largest, logOfSum) => {
  to[index] = Number.isFinite(largest) ? largest + logOfSum : largest;
};

const writeLogits: WriteRow = (from, to, { start, end }, largest, logOfSum) => {
  for (let i = start; i < end; i++) to[i] = (from[i] as number) - largest - logOfSum;
};

const overRows = (
  kernelName: string,
  shapeOf: (shape: readonly number[]) => readonly number[],
  write: WriteRow,
): KernelConfig[] =>
  ['wasm', 'cpu'].map((backendName) => ({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, backend }) => {
      const x = inputs.x as TensorInfo;
      const last = x.shape.length - 1;
      const [n, rows] = [x.shape[last] as number, sizeOf(x.shape.slice(0, last))];
      const softmax = getKernel('Softmax', backendName).kernelFunc;
      const p = softmax({ inputs: { logits: x }, backend, attrs: { dim: last } }) as TensorInfo;
      const out = makeOutput(backend, shapeOf(x.shape), 'float32');
      const [from, shares, to] = [floatsOf(backend, x), floatsOf(backend, p), floatsOf(backend, out)];
      for (let index = 0; index < rows; index++) {
        const row = { index, start: index * n, end: (index + 1) * n };
        write(
          from,
          to,
          row,
          largestOf(from, row.start, row.end),
          -log(largestOf(shares, row.start, row.end)),
        );
      }
      (backend as { disposeData(id: object): boolean }).disposeData(p.dataId);
      return out;
    },
  }));

/** The largest of some elements; NaN if one is. */
function largestOf(values: Float32Array, start: number, end: number): number {
  let largest = -Infinity;
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    if (!(value <= largest)) {
      if (Number.isNaN(value)) return NaN;
      largest = value;
    }
  }
  return largest;
}

export const logSumExpKernels: readonly KernelConfig[] = [
  ...overRows('LogSumExp', (shape) => shape.slice(0, -1), writeSum),
  ...overRows('LogSoftmax', (shape) => shape, writeLogits),
];
