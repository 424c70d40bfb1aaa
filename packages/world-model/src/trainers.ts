// Updates of M and of C, compiled: each net learns by one program.
import { compile, item, tensor, tidy, valueAndGrad, values } from '@saccade/math';
import type { Optimiser, OptimiserState, Scalar, Tensor2D } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { act } from './controller.ts';
import type { MlpParams } from './mlp.ts';
import { modelLoss } from './model.ts';
import { observed } from './rollout.ts';
import { finalInputLoss, replayThroughModel } from './through-model.ts';
import type { ReplayOptions } from './through-model.ts';

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

/** Trains world models. It holds memory for each batch size until it is disposed. */
export interface ModelTrainer {
  /** One update of M towards what came. Disposes the tensors of the old learner; the batch stays the caller's. */
  update(learner: Learner, batch: Transitions): Update;
  dispose(): void;
}

/** What C has to do: from a state of an environment, to see something at the end. */
export interface ControllerTask<State> {
  readonly environment: Environment<State>;
  readonly start: State;
  /** Length n of the trajectory, ≥ 1. */
  readonly steps: number;
  /** d, what C should see at the end, `[B·X]`. */
  readonly desired: Float32Array;
  /** Goal inputs `[B·G]`, the same at every step. Default: none. */
  readonly goal?: Float32Array;
}

/** Trains controllers through a world model. It holds memory for each shape of a task until it is disposed. */
export interface ControllerTrainer {
  /**
   * One update of C through M, whose weights are only read: a trajectory in the environment, then a step down
   * `E = ‖d − x(n)‖²`. Disposes the tensors of the old learner.
   */
  update<State>(learner: Learner, model: MlpParams, task: ControllerTask<State>): Update;
  dispose(): void;
}

/** A net at its beginning, ready for updates. It takes the parameters over. */
export function newLearner(optimiser: Optimiser, params: MlpParams): Learner {
  return { params, state: optimiser.init(params) };
}

export function modelTrainer(optimiser: Optimiser): ModelTrainer {
  const step = compile(
    (learner: Learner, { x, action, next }: Transitions) =>
      descend(optimiser, learner, (params) => modelLoss(params, x, action, next)),
    { donate: [0] },
  );
  return { update: (learner, batch) => withLoss(step(learner, batch)), dispose: step.dispose };
}

export function controllerTrainer(optimiser: Optimiser, options: ReplayOptions = {}): ControllerTrainer {
  const actNow = compile(act);
  const step = compile(
    (learner: Learner, model: MlpParams, seen: readonly Tensor2D[], desired: Tensor2D, goal?: Tensor2D) =>
      descend(optimiser, learner, (params) =>
        finalInputLoss(replayThroughModel(params, model, seen, goal, options), desired),
      ),
    { donate: [0] },
  );
  return {
    update: (learner, model, { environment, start, steps, desired, goal }) =>
      tidy(() => {
        const seen = [observed(environment, start)];
        const rows = (list: Float32Array): Tensor2D =>
          tensor(list, [seen[0].shape[0], list.length / seen[0].shape[0]]);
        const goals = goal && rows(goal);
        for (let t = 0, state = start; t < steps; t++) {
          state = environment.step(state, values(actNow(learner.params, seen[t], goals)));
          seen.push(observed(environment, state));
        }
        return withLoss(step(learner, model, seen, rows(desired), goals));
      }),
    dispose: () => {
      actNow.dispose();
      step.dispose();
    },
  };
}

/** A learner one step down a loss, and the loss before. */
function descend(
  optimiser: Optimiser,
  { params, state }: Learner,
  loss: (params: MlpParams) => Scalar,
): { learner: Learner; loss: Scalar } {
  const { value, grads } = valueAndGrad(loss)(params);
  return { learner: optimiser.update(grads, state, params), loss: value };
}

function withLoss({ learner, loss }: { learner: Learner; loss: Scalar }): Update {
  const value = item(loss);
  loss.dispose();
  return { learner, loss: value };
}
