import type { GradientConfig } from '../engine/gradient-registry.ts';
import { arithmeticGradients } from './arithmetic.ts';
import { elementwiseGradients } from './elementwise.ts';
import { matMulGradients } from './mat-mul.ts';
import { reductionGradients } from './reductions.ts';
import { selectionGradients } from './selection.ts';
import { shapeGradients } from './shape.ts';

/** One gradient for each kernel that our differentiable operations use; `start()` registers them. */
export const gradients: readonly GradientConfig[] = [
  ...arithmeticGradients,
  ...elementwiseGradients,
  ...matMulGradients,
  ...reductionGradients,
  ...selectionGradients,
  ...shapeGradients,
];
