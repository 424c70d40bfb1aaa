import { compile, item, tidy, valueAndGrad } from '@saccade/math';
import type { Optimiser, OptimiserState, Scalar } from '@saccade/math';

/** Parameters that learn, and what their optimiser remembers. A tree of tensors. */
export interface Learner<Params> {
  readonly params: Params;
  readonly state: OptimiserState;
}

/** Updates of a learner, compiled. It holds memory for each shape of a batch until it is disposed. */
export interface Descent<Params, Batch> {
  /** A learner at its beginning. It takes the parameters over. */
  begin(params: Params): Learner<Params>;
  /** One update. Disposes the old learner and the batch; `loss` is that before the update. */
  update(learner: Learner<Params>, batch: () => Batch): { learner: Learner<Params>; loss: number };
  dispose(): void;
}

/** Gradient descent of a loss of parameters and a batch. */
export function descent<Params, Batch>(
  optimiser: Optimiser,
  loss: (params: Params, batch: Batch) => Scalar,
): Descent<Params, Batch> {
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
      let value = 0;
      const learner = tidy(() => {
        const next = step(before, batch());
        value = item(next.loss);
        return next.learner;
      });
      return { learner, loss: value };
    },
    dispose: step.dispose,
  };
}
