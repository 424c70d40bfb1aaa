import { add, checkShapes, mul, sum, tidy } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { outerProduct } from './rule.ts';
import type { AssociativeRule } from './rule.ts';

/**
 * The sum of outer products: `W' = W + v ⊗ k`.
 *
 * With it, `W q = Σ_t v_t (k_t · q)` is linear attention (Katharopoulos et al. 2020). Source: Schmidhuber 1992, FROM/TO.
 */
export const sumRule: AssociativeRule = {
  gates: [],
  write: (weights, { key, value }) => {
    checkShapes('sumRule', { weights: [weights, 'B V K'], key: [key, 'B K'], value: [value, 'B V'] });
    return tidy(() => add<Tensor3D>(weights, outerProduct(value, key)));
  },
  pull: (query, { key }) => ({ query, strength: match(query, key) }),
};

/** How much a query is a key, `q · k` for each of the batch: `[B, 1]`. */
export function match(query: Tensor2D, key: Tensor2D): Tensor2D {
  checkShapes('match', { query: [query, 'B K'], key: [key, 'B K'] });
  return tidy(() => sum<Tensor2D>(mul(query, key), 1, { keepDims: true }));
}
