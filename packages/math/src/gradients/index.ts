import type { GradientConfig } from '../engine/gradient-registry.ts';
import { arithmeticGradients } from './arithmetic.ts';
import { elementwiseGradients } from './elementwise.ts';
import { interpolationGradients } from './interpolation.ts';
import { joiningGradients } from './joining.ts';
import { matMulGradients } from './mat-mul.ts';
import { normalisingGradients } from './normalising.ts';
import { rearrangingGradients } from './rearranging.ts';
import { reductionGradients } from './reductions.ts';
import { scanGradients } from './scans.ts';
import { selectionGradients } from './selection.ts';
import { shapeGradients } from './shape.ts';
import { squashingGradients } from './squashing.ts';

/** One gradient for each kernel that our differentiable operations use; `start()` registers them. */
export const gradients: readonly GradientConfig[] = [
  ...arithmeticGradients,
  ...elementwiseGradients,
  ...interpolationGradients,
  ...joiningGradients,
  ...matMulGradients,
  ...normalisingGradients,
  ...rearrangingGradients,
  ...reductionGradients,
  ...scanGradients,
  ...selectionGradients,
  ...shapeGradients,
  ...squashingGradients,
];
