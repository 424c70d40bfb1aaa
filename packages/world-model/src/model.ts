// M, the world model: what the world will look like after an action.
import { checkShapes, concat, mean, squaredDifference, sum, tidy } from '@saccade/math';
import type { Scalar, Tensor2D } from '@saccade/math';
import { applyMlp } from './mlp.ts';
import type { MlpParams } from './mlp.ts';

/**
 * What M expects to observe next: `x̂(t+1) = M(x(t), a(t))`.
 *
 * `B` batch, `X` observation, `A` action. M has X + A inputs, the observation first, and X outputs.
 * @param x - observations, `[B, X]`.
 * @param action - `[B, A]`.
 * @returns `[B, X]`, each in 0..1. The caller disposes it.
 */
export function predictNext(model: MlpParams, x: Tensor2D, action: Tensor2D): Tensor2D {
  const { b } = model.layers[model.layers.length - 1];
  checkShapes('predictNext', {
    x: [x, 'B X'],
    action: [action, 'B A'],
    'the last bias of the model': [b, 'X'],
  });
  return tidy(() => applyMlp(model, concat([x, action], 1)));
}

/** Mean over `B` of the summed squared error of M's predictions, `[]`, against what came: `next [B, X]`. */
export function modelLoss(model: MlpParams, x: Tensor2D, action: Tensor2D, next: Tensor2D): Scalar {
  checkShapes('modelLoss', { x: [x, 'B X'], next: [next, 'B X'] });
  return tidy(() => summedSquares(predictNext(model, x, action), next));
}

/** Mean over `B` of the squared Euclidean distance, `[]`, of two `[B, X]`. */
export function summedSquares(a: Tensor2D, b: Tensor2D): Scalar {
  return tidy(() => mean(sum(squaredDifference(a, b), 1)) as Scalar);
}
