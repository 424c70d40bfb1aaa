// Rows of linear interpolation weights. Each has at most three elements that are not 0, so they are written one by one
// instead of computing a distance for every element.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';

type WriteRow = (row: Float32Array, start: number, length: number, point: number) => void;

function write(row: Float32Array, start: number, length: number, k: number, value: number): void {
  if (k >= 0 && k < length) row[start + k] = value;
}

/** `max(0, 1 − |p − k|)` for `0 ≤ k < length`. */
const writeWeights: WriteRow = (row, start, length, p) => {
  const below = Math.floor(p);
  write(row, start, length, below, 1 - (p - below));
  write(row, start, length, below + 1, p - below);
};

/** Their derivatives by `p`; where `p` is an integer, the means of those to both sides. */
const writeSlopes: WriteRow = (row, start, length, p) => {
  const below = Math.floor(p);
  const whole = p === below;
  write(row, start, length, whole ? p - 1 : below, whole ? -0.5 : -1);
  write(row, start, length, below + 1, whole ? 0.5 : 1);
};

const rows = (kernelName: string, writeRow: WriteRow): KernelConfig => ({
  kernelName,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const points = inputs.points as TensorInfo;
    const { length } = attrs as { length: number };
    const out = makeOutput(backend, [...points.shape, length], 'float32');
    const [from, to] = [floatsOf(backend, points), floatsOf(backend, out)];
    to.fill(0);
    from.forEach((p, i) => {
      if (Number.isNaN(p)) to.fill(NaN, i * length, (i + 1) * length);
      else writeRow(to, i * length, length, p);
    });
    return out;
  },
});

export const hatKernels: readonly KernelConfig[] = [
  rows('HatWeights', writeWeights),
  rows('HatSlopes', writeSlopes),
];
