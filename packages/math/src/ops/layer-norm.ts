import { runKernelMany } from '../engine/run-kernel.ts';
import { fail, failShape } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { add, mul } from './arithmetic.ts';
import { withTemporaries } from './temporaries.ts';

export interface LayerNormOptions {
  /** Factor of each feature, `[N]`. Default: none, as if 1. */
  readonly gain?: Tensor;
  /** Added to each feature, `[N]`. Default: none, as if 0. */
  readonly bias?: Tensor;
  /** Added to the variance, > 0. Default 1e-5, as in PyTorch. */
  readonly eps?: number;
}

/**
 * Layer normalisation over the last axis: `gain ⊙ (x − μ) / √(σ² + eps) + bias`, where `μ` and `σ²` are mean and biased
 * variance of the `N` features of one row, whatever the other rows are.
 *
 * Source: Ba, Kiros & Hinton 2016.
 * @param x - `[…, N]` float32, `N ≥ 1`.
 */
export function layerNorm<T extends Tensor>(x: T, { gain, bias, eps = 1e-5 }: LayerNormOptions = {}): T {
  requireFloat('layerNorm', 'x', x);
  const n = x.shape.at(-1);
  if (n === undefined || n === 0) failShape('layerNorm', 'x', '[…, N ≥ 1]', x);
  if (!(eps > 0 && Number.isFinite(eps))) fail('layerNorm', 'eps', 'a finite number > 0', eps);
  for (const [argument, feature] of Object.entries({ gain, bias })) {
    if (feature === undefined) continue;
    requireFloat('layerNorm', argument, feature);
    if (feature.shape.length !== 1 || feature.shape[0] !== n)
      failShape('layerNorm', argument, `[N=${n}]`, feature);
  }
  return withTemporaries((own) => {
    const [normal, inverseDeviation] = runKernelMany('Normalise', { x }, { eps }) as [T, Tensor];
    own(inverseDeviation);
    const scaled = gain === undefined ? normal : mul<T>(own(normal), gain);
    return bias === undefined ? scaled : add<T>(own(scaled), bias);
  });
}
