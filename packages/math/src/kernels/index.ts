import type { KernelConfig } from '@tensorflow/tfjs-core';
import { batchMatMulKernels } from './batch-mat-mul.ts';
import { broadcastToKernels } from './broadcast-to.ts';
import { derivativeKernels } from './derivatives.ts';
import { gatherKernels } from './gathers.ts';
import { hatKernels } from './hat.ts';
import { hostElementwiseKernels } from './host-elementwise.ts';
import { hostScalarsKernels } from './host-scalars.ts';
import { joinKernels } from './joins.ts';
import { linearRecurrenceKernels } from './linear-recurrence.ts';
import { logSumExpKernels } from './log-sum-exp.ts';
import { normaliseKernels } from './normalise.ts';
import { oneHotKernels } from './one-hot.ts';
import { randomKernels } from './random.ts';
import { repeatKernels } from './repeats.ts';
import { sliceKernels } from './slices.ts';
import { sumKernels } from './sum.ts';

/** Kernels that tfjs lacks or that ours replace, for both backends; `start()` installs those of its backend. */
export const customKernels: readonly KernelConfig[] = [
  ...batchMatMulKernels,
  ...broadcastToKernels,
  ...derivativeKernels,
  ...gatherKernels,
  ...hatKernels,
  ...hostElementwiseKernels,
  ...hostScalarsKernels,
  ...joinKernels,
  ...linearRecurrenceKernels,
  ...logSumExpKernels,
  ...normaliseKernels,
  ...oneHotKernels,
  ...randomKernels,
  ...repeatKernels,
  ...sliceKernels,
  ...sumKernels,
];
