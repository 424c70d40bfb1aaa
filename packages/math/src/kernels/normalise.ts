import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';

/**
 * Each row of the last axis minus its mean, times `1 / √(variance + eps)`; and that factor, of length 1 in the last axis.
 * Computed in float64 and rounded once.
 */
const normalise: KernelConfig = {
  kernelName: 'Normalise',
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const x = inputs.x as TensorInfo;
    const { eps } = attrs as { eps: number };
    const last = x.shape.length - 1;
    const out = makeOutput(backend, x.shape, 'float32');
    const factors = makeOutput(backend, x.shape.with(last, 1), 'float32');
    const [from, to, scale] = [floatsOf(backend, x), floatsOf(backend, out), floatsOf(backend, factors)];
    normaliseRows(from, to, scale, x.shape[last] as number, eps);
    return [out, factors];
  },
};

export const normaliseKernels: readonly KernelConfig[] = [normalise];

function normaliseRows(
  from: Float32Array,
  to: Float32Array,
  scale: Float32Array,
  n: number,
  eps: number,
): void {
  for (let row = 0; row < scale.length; row++) {
    const [start, end] = [row * n, (row + 1) * n];
    let total = 0;
    for (let i = start; i < end; i++) total += from[i] as number;
    const mean = total / n;
    let squares = 0;
    for (let i = start; i < end; i++) {
      const distance = (from[i] as number) - mean;
      squares += distance * distance;
    }
    const factor = 1 / Math.sqrt(squares / n + eps);
    for (let i = start; i < end; i++) to[i] = ((from[i] as number) - mean) * factor;
    scale[row] = factor;
  }
}
