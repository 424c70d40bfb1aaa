// Updates of M and of C, compiled: each net learns by one program.
import { tensor, tidy, trainer, unstack } from '@saccade/math';
import type { Learner, Optimiser, Tensor2D, Tensor3D, Trainer, TrainerUpdate } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { arrayActor } from './act-on-arrays.ts';
import type { MlpParams } from './mlp.ts';
import { modelLoss } from './model.ts';
import { rollout } from './rollout.ts';
import { finalInputLoss, replayThroughModel } from './through-model.ts';
import type { ReplayOptions } from './through-model.ts';

/** What M learns from: `B` transitions. */
export interface Transitions {
  /** `[B, X]` */
  readonly x: Tensor2D;
  /** `[B, A]` */
  readonly action: Tensor2D;
  /** What came, `[B, X]`. */
  readonly next: Tensor2D;
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
  /** A controller at its beginning, ready for updates. It takes the parameters over. */
  begin(params: MlpParams): Learner<MlpParams>;
  /**
   * One update of C through M, whose weights are only read: a trajectory in the environment, then a step down
   * `E = ‖d − x(n)‖²`. Disposes the tensors of the old learner.
   */
  update<State>(
    learner: Learner<MlpParams>,
    model: MlpParams,
    task: ControllerTask<State>,
  ): TrainerUpdate<MlpParams>;
  dispose(): void;
}

/** Trains world models: each update is a step of M towards what came. */
export function modelTrainer(optimiser: Optimiser): Trainer<MlpParams, Transitions> {
  return trainer(optimiser, (params, { x, action, next }) => modelLoss(params, x, action, next));
}

/** A trajectory that was, to be replayed through M. */
interface Replay {
  readonly model: MlpParams;
  /** Observations, `[T, B, X]`. */
  readonly seen: Tensor3D;
  readonly desired: Tensor2D;
  readonly goal: Tensor2D | undefined;
}

export function controllerTrainer(optimiser: Optimiser, options: ReplayOptions = {}): ControllerTrainer {
  const actor = arrayActor();
  const stacked = stacker();
  const replaying = trainer(optimiser, (params: MlpParams, { model, seen, desired, goal }: Replay) =>
    finalInputLoss(replayThroughModel(params, model, unstack(seen) as Tensor2D[], goal, options), desired),
  );
  return {
    begin: replaying.begin,
    update: (learner, model, { environment, start, steps, desired, goal }) =>
      tidy(() => {
        const batch = environment.observe(start).length / environment.observationSize;
        const rows = (list: Float32Array): Tensor2D => tensor(list, [batch, list.length / batch]);
        const policy = actor.of(learner.params, batch, goal);
        const states = rollout(environment, start, (state) => policy(environment.observe(state)), steps);
        const seen = stacked(states.map(environment.observe), batch);
        return replaying.update(learner, { model, seen, desired: rows(desired), goal: goal && rows(goal) });
      }),
    dispose: () => {
      actor.dispose();
      replaying.dispose();
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
