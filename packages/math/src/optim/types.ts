import type { Tensor } from '../tensor-types.ts';
import type { Tree } from '../tree.ts';

/** What an optimiser remembers: a plain tree of tensors, so it can be stored, compared and disposed like parameters. */
export interface OptimiserState {
  /** Number of updates made so far, `[]` int32. */
  readonly step: Tensor;
  /** One tree in the structure of the parameters for every quantity that is remembered. */
  readonly [slot: string]: Tree<Tensor>;
}

export interface UpdateResult<P> {
  readonly params: P;
  readonly state: OptimiserState;
}

/**
 * A way to change parameters by gradients, without hidden state (the shape of optax).
 *
 *     const optimiser = adam({ learningRate: 1e-3 });
 *     let state = optimiser.init(params);
 *     const { value, grads } = valueAndGrad(loss)(params, batch);
 *     ({ params, state } = replace({ params, state }, optimiser.update(grads, state, params)));
 *
 * Both functions only read their arguments and return new tensors, which the caller owns; the old ones stay the
 * caller's too, to dispose or to keep. `replace` disposes them.
 */
export interface Optimiser {
  /** The state before the first update. `params` is a tree of float32 tensors. */
  init<P>(params: P): OptimiserState;
  /**
   * One update.
   *
   * @param grads - a tree in the structure of `params`, leaves matched by name.
   * @throws when a gradient is missing, or has another shape than its parameter, naming the leaf.
   */
  update<P>(grads: P, state: OptimiserState, params: P): UpdateResult<P>;
}
