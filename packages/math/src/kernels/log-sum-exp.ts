// LogSumExp and LogSoftmax: shifted by the largest element, so that no exponential overflows.
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { composedKernel } from './composed.ts';
import type { RunInner } from './composed.ts';

/** The largest finite float32: (2 − 2^−23) · 2^127. */
export const LARGEST_FLOAT = 3.4028234663852886e38;

const along = (axis: number[]): Readonly<Record<string, unknown>> => ({
  axis,
  reductionIndices: axis,
  keepDims: true,
});

function logOfSum(run: RunInner, shifted: TensorInfo, axes: number[]): TensorInfo {
  return run('Log', { x: run('Sum', { x: run('Exp', { x: shifted }) }, along(axes)) });
}

const logSumExp = composedKernel('LogSumExp', (run, inputs, attrs) => {
  const x = inputs.x as TensorInfo;
  const { axes, shape } = attrs as { axes: number[]; shape: number[] };
  // A finite shift: −Infinity minus itself would be NaN.
  const finite = { clipValueMin: -LARGEST_FLOAT, clipValueMax: LARGEST_FLOAT };
  const shift = run('ClipByValue', { x: run('Max', { x }, along(axes)) }, finite);
  const kept = run('Add', { a: logOfSum(run, run('Sub', { a: x, b: shift }), axes), b: shift });
  return run('Reshape', { x: kept }, { shape });
});

const logSoftmax = composedKernel('LogSoftmax', (run, inputs, attrs) => {
  const x = inputs.logits as TensorInfo;
  const axes = [attrs.axis as number];
  const shifted = run('Sub', { a: x, b: run('Max', { x }, along(axes)) });
  return run('Sub', { a: shifted, b: logOfSum(run, shifted, axes) });
});

export const logSumExpKernels: readonly KernelConfig[] = [...logSumExp, ...logSoftmax];
