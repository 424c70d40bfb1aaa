import { compile } from '../compile/compile.ts';
import { valueAndGrad } from '../grad.ts';
import { item } from '../ops/reading.ts';
import type { Scalar } from '../tensor-types.ts';
import type { Optimiser, OptimiserState } from './types.ts';

/** Parameters that learn, and what their optimiser remembers. A tree of tensors. */
export interface Learner<Params> {
  readonly params: Params;
  readonly state: OptimiserState;
}

/** After an update. */
export interface TrainerUpdate<Params> {
  readonly learner: Learner<Params>;
  /** Before the update. */
  readonly loss: number;
}

/** Updates of a learner. It holds memory for each shape of a batch until it is disposed. */
export interface Trainer<Params, Batch> {
  /** A learner at its beginning. It takes the parameters over. */
  begin(params: Params): Learner<Params>;
  /** One update. Disposes the tensors of the old learner; the batch stays the caller's. */
  update(learner: Learner<Params>, batch: Batch): TrainerUpdate<Params>;
  dispose(): void;
}

/**
 * Training by gradient descent: loss, gradients and update as one compiled program.
 *
 *     const { begin, update } = trainer(adam({ learningRate: 1e-3 }), loss);
 *     let learner = begin(params);
 *     ({ learner } = update(learner, batch));
 *
 * @param loss - of parameters and a batch, a tree of tensors and keys; `[]`. What it finds in closures is constant.
 */
export function trainer<Params, Batch>(
  optimiser: Optimiser,
  loss: (params: Params, batch: Batch) => Scalar,
): Trainer<Params, Batch> {
  const step = compile(
    ({ params, state }: Learner<Params>, batch: Batch) => {
      const { value, grads } = valueAndGrad(loss)(params, batch);
      return { learner: optimiser.update(grads, state, params), loss: value };
    },
    { donate: [0] },
  );
  return {
    begin: (params) => ({ params, state: optimiser.init(params) }),
    update: (before, batch) => {
      const { learner, loss: value } = step(before, batch);
      const after = { learner, loss: item(value) };
      value.dispose();
      return after;
    },
    dispose: step.dispose,
  };
}
