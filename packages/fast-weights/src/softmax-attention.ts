import { checkShapes, div, expandDims, mul, softmax, sum, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';

/**
 * How much each step is attended to: `softmax_t(k_t · q / √K)`. The reference that keeps all keys and values.
 *
 * `T` steps, `B` batch, `K` keys. Source: Vaswani et al. 2017.
 * @param keys - `[T, B, K]`.
 * @param query - `[B, K]`.
 * @returns `[T, B]`, a distribution over T: the strengths for `blend`. The caller disposes it.
 */
export function softmaxStrengths(keys: Tensor3D, query: Tensor2D): Tensor2D {
  const { K } = checkShapes('softmaxStrengths', { keys: [keys, 'T B K'], query: [query, 'B K'] });
  return tidy(() => {
    const scores = sum<Tensor2D>(mul(keys, expandDims(query, 0)), 2);
    return softmax(div<Tensor2D>(scores, Math.sqrt(K)), 0);
  });
}
