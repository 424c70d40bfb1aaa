import type { KernelConfig } from '@tensorflow/tfjs-core';
import { broadcastToKernels } from './broadcast-to.ts';

/** Kernels that tfjs lacks or that ours replace, for both backends; `start()` installs those of its backend. */
export const customKernels: readonly KernelConfig[] = [...broadcastToKernels];
