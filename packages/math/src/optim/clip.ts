import { tidy } from '../engine/memory.ts';
import { add, div, minimum, mul } from '../ops/arithmetic.ts';
import { sqrt, square } from '../ops/elementwise.ts';
import { scalar } from '../ops/making.ts';
import { sum } from '../ops/reductions.ts';
import type { Scalar, Tensor } from '../tensor-types.ts';
import { tensorLeaves } from '../tree.ts';
import type { FlatTree } from '../tree.ts';
import { checkPositive } from './options.ts';
import type { Optimiser } from './types.ts';

/** The Euclidean norm of all elements of a tree of float32 tensors together, `[]`. 0 for an empty tree. */
export function globalNorm(tree: unknown): Scalar {
  const { leaves } = tensorLeaves('globalNorm', 'tree', tree);
  return tidy(() => {
    const squares = leaves.map((leaf) => sum(square(leaf)));
    return sqrt(squares.reduce<Tensor>((total, one) => add(total, one), scalar(0))) as Scalar;
  });
}

/** PyTorch's guard against a division by 0. */
const GUARD = 1e-6;

/**
 * Scales the gradients down by one factor, min(1, maxNorm / (‖grads‖ + 10⁻⁶)), before `optimiser` sees them, so that
 * their joint norm does not exceed `maxNorm`. Source: Pascanu, Mikolov & Bengio 2013; factor as in PyTorch's
 * `clip_grad_norm_`.
 *
 * The state is that of `optimiser`. A gradient that is not finite makes all of them NaN.
 * @param maxNorm - > 0.
 */
export function clipByGlobalNorm(maxNorm: number, optimiser: Optimiser): Optimiser {
  checkPositive('clipByGlobalNorm', 'maxNorm', maxNorm);
  return {
    init: (params) => optimiser.init(params),
    update: (grads, state, params) =>
      tidy(() => {
        const flat = tensorLeaves('clipByGlobalNorm', 'grads', grads) as FlatTree<Tensor, typeof grads>;
        const factor = minimum(div(scalar(maxNorm), add(globalNorm(grads), GUARD)), 1);
        const clipped = flat.unflatten(flat.leaves.map((leaf) => mul(leaf, factor)));
        return optimiser.update(clipped, state, params);
      }),
  };
}
