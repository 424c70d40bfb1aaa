import type { KernelConfig } from '@tensorflow/tfjs-core';
import { broadcastToKernels } from './broadcast-to.ts';
import { derivativeKernels } from './derivatives.ts';
import { gatherKernels } from './gathers.ts';
import { hatKernels } from './hat.ts';
import { hostElementwiseKernels } from './host-elementwise.ts';
import { hostScalarsKernels } from './host-scalars.ts';
import { linearRecurrenceKernels } from './linear-recurrence.ts';
import { normaliseKernels } from './normalise.ts';
import { randomKernels } from './random.ts';
import { softmaxKernels } from './softmax.ts';
import { sumKernels } from './sum.ts';

/** Kernels that tfjs lacks or that ours replace, for both backends; `start()` installs those of its backend. */
export const customKernels: readonly KernelConfig[] = [
  ...broadcastToKernels,
  ...derivativeKernels,
  ...gatherKernels,
  ...hatKernels,
  ...hostElementwiseKernels,
  ...hostScalarsKernels,
  ...linearRecurrenceKernels,
  ...normaliseKernels,
  ...randomKernels,
  ...softmaxKernels,
  ...sumKernels,
];
