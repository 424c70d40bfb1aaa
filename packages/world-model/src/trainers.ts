// Updates of M and of C, compiled: each net learns by one program.
import { compile, item, tensor, tidy, unstack, valueAndGrad } from '@saccade/math';
import type { Optimiser, OptimiserState, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { arrayActor } from './act-on-arrays.ts';
import type { MlpParams } from './mlp.ts';
import { modelLoss } from './model.ts';
import { rollout } from './rollout.ts';
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
  const actor = arrayActor();
  const stacked = stacker();
  const step = compile(
    (learner: Learner, model: MlpParams, seen: Tensor3D, desired: Tensor2D, goal?: Tensor2D) =>
      descend(optimiser, learner, (params) =>
        finalInputLoss(
          replayThroughModel(params, model, unstack(seen) as Tensor2D[], goal, options),
          desired,
        ),
      ),
    { donate: [0] },
  );
  return {
    update: (learner, model, { environment, start, steps, desired, goal }) =>
      tidy(() => {
        const batch = environment.observe(start).length / environment.observationSize;
        const rows = (list: Float32Array): Tensor2D => tensor(list, [batch, list.length / batch]);
        const policy = actor.of(learner.params, batch, goal);
        const states = rollout(environment, start, (state) => policy(environment.observe(state)), steps);
        const seen = stacked(states.map(environment.observe), batch);
        return withLoss(step(learner, model, seen, rows(desired), goal && rows(goal)));
      }),
    dispose: () => {
      actor.dispose();
      step.dispose();
    },
  };
}

/** Observations `[B·X]` each as one tensor, `[T, B, X]`. What they are copied through stays in the caches from call to call. */
function stacker(): (observations: readonly Float32Array[], batch: number) => Tensor3D {
  let all = new Float32Array();
  return (observations, batch) => {
    const { length } = observations[0];
    const size = observations.length * length;
    if (all.length !== size) all = new Float32Array(size);
    observations.forEach((observation, t) => all.set(observation, t * length));
    return tensor(all, [observations.length, batch, length / batch]);
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
