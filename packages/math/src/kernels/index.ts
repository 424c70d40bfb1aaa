import type { KernelConfig } from '@tensorflow/tfjs-core';
import { broadcastToKernels } from './broadcast-to.ts';
import { hostElementwiseKernels } from './host-elementwise.ts';
import { sumKernels } from './sum.ts';

/** Kernels that tfjs lacks or that ours replace, for both backends; `start()` installs those of its backend. */
export const customKernels: readonly KernelConfig[] = [
  ...broadcastToKernels,
  ...hostElementwiseKernels,
  ...sumKernels,
];
