// One update of M, one update of C. Each takes what is trained, disposes it, and returns what it has become.
import { item, replace, valueAndGrad } from '@saccade/math';
import type { Optimiser, OptimiserState, Tensor2D, ValueAndGrads } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import type { MlpParams } from './mlp.ts';
import { modelLoss } from './model.ts';
import { finalInputLoss, unrollThroughModel } from './through-model.ts';
import type { UnrollOptions } from './through-model.ts';

/** A net that learns, and what its optimiser remembers. */
export interface Learner {
  readonly params: MlpParams;
  readonly state: OptimiserState;
}

/** A learner after an update. */
export interface Update {
  readonly learner: Learner;
  /** Before the update. */
  readonly loss: number;
}

/** What M learns from: `B` transitions. */
export interface Transitions {
  /** `[B, X]` */
  readonly x: Tensor2D;
  /** `[B, A]` */
  readonly action: Tensor2D;
  /** What came, `[B, X]`. */
  readonly next: Tensor2D;
}

/** A net at its beginning, ready for updates. It takes the parameters over. */
export function newLearner(optimiser: Optimiser, params: MlpParams): Learner {
  return { params, state: optimiser.init(params) };
}

/** One update of M towards what came. Disposes the tensors of the old learner; the batch stays the caller's. */
export function trainModelStep(optimiser: Optimiser, learner: Learner, batch: Transitions): Update {
  const loss = (params: MlpParams) => modelLoss(params, batch.x, batch.action, batch.next);
  return descend(optimiser, learner, valueAndGrad(loss)(learner.params));
}

/**
 * One update of C through M, whose weights are only read: a trajectory from `start`, then a step down
 * `E = ‖d − x(n)‖²`. Disposes the tensors of the old learner.
 * @param desired - d, what C should see at the end, `[B, X]`.
 */
export function trainControllerStep<State>(
  optimiser: Optimiser,
  learner: Learner,
  model: MlpParams,
  environment: Environment<State>,
  start: State,
  desired: Tensor2D,
  unroll: UnrollOptions,
): Update {
  const loss = (params: MlpParams) =>
    finalInputLoss(unrollThroughModel(environment, start, params, model, unroll).final, desired);
  return descend(optimiser, learner, valueAndGrad(loss)(learner.params));
}

function descend(optimiser: Optimiser, learner: Learner, { value, grads }: ValueAndGrads<MlpParams>): Update {
  const next = replace([learner, grads], optimiser.update(grads, learner.state, learner.params));
  const loss = item(value);
  value.dispose();
  return { learner: next, loss };
}
