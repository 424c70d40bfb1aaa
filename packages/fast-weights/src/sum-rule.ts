import { add, checkShapes, tidy } from '@saccade/math';
import type { Tensor3D } from '@saccade/math';
import { outerProduct } from './rule.ts';
import type { KeyValue, UpdateRule } from './rule.ts';

/**
 * The sum of outer products: `W' = W + v ⊗ k`.
 *
 * With it, `W q = Σ_t v_t (k_t · q)` is linear attention (Katharopoulos et al. 2020). Source: Schmidhuber 1992, FROM/TO.
 */
export const sumRule: UpdateRule<KeyValue> = {
  write: (weights, { key, value }) => {
    checkShapes('sumRule', { weights: [weights, 'B V K'], key: [key, 'B K'], value: [value, 'B V'] });
    return tidy(() => add<Tensor3D>(weights, outerProduct(value, key)));
  },
};
