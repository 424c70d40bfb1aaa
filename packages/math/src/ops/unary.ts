import { runKernel } from '../engine/run-kernel.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireFloat, requireNumeric } from './arguments.ts';

/** Runs a kernel with one float32 input `x`. */
export function floatUnary<T extends Tensor>(name: string, kernelName: string, x: T): T {
  requireFloat(name, 'x', x);
  return runKernel<T>(kernelName, { x });
}

/** Runs a kernel with one float32 or int32 input `x`. */
export function numericUnary<T extends Tensor>(name: string, kernelName: string, x: T): T {
  requireNumeric(name, 'x', x);
  return runKernel<T>(kernelName, { x });
}
