// How M and C learn: first M from random trajectories, then C through the frozen M.
import { FOVEA_ACTIONS, randomActions } from '@saccade/attention';
import type { FoveaState } from '@saccade/attention';
import {
  adam,
  clipByGlobalNorm,
  constantSchedule,
  cosineDecay,
  foldIn,
  sgd,
  split,
  tensor,
  tidy,
} from '@saccade/math';
import type { Key, Learner, Optimiser, Tensor2D, Trainer } from '@saccade/math';
import { controllerTrainer, modelTrainer } from '@saccade/world-model';
import type { ControllerTrainer, MlpParams, Transitions } from '@saccade/world-model';
import type { TrainingOptions } from './options.ts';
import { visibleStarts } from './visible-starts.ts';
import { drawAims } from './world.ts';
import type { FoveaWorld } from './world.ts';

/** What trains both nets. */
export interface Trainers {
  readonly model: Trainer<MlpParams, Transitions>;
  readonly controller: ControllerTrainer;
}

export function makeTrainers(options: TrainingOptions): Trainers {
  const { modelLr, modelUpdates, lr, updates, clip, carry } = options;
  return {
    model: modelTrainer(optimiserOf(options, modelLr, modelUpdates)),
    controller: controllerTrainer(clipByGlobalNorm(clip, optimiserOf(options, lr, updates)), { carry }),
  };
}

function optimiserOf({ optimiser, decay }: TrainingOptions, rate: number, steps: number): Optimiser {
  const falls = decay === 'cosine' && rate > 0;
  const learningRate = falls ? cosineDecay({ start: rate, steps }) : constantSchedule(rate);
  return optimiser === 'adam' ? adam({ learningRate }) : sgd({ learningRate });
}

/** A learner after some updates, and its mean loss in them. */
export interface Slice {
  readonly learner: Learner<MlpParams>;
  readonly updates: number;
  readonly loss: number;
}

/**
 * One random trajectory of a batch of foveas, an update of M after each saccade. Disposes the old learner.
 * @param key - consumed.
 */
export function modelTrajectory(
  world: FoveaWorld,
  trainer: Trainer<MlpParams, Transitions>,
  learner: Learner<MlpParams>,
  { batch, steps }: { readonly batch: number; readonly steps: number },
  key: Key,
): Slice {
  const [kReset, kActions] = split(key, 2);
  let state: FoveaState = world.training.reset(kReset, batch);
  return tidy(() => {
    let x = asRows(state.observation, batch);
    let total = 0;
    for (let t = 0; t < steps; t++) {
      const actions = randomActions(foldIn(kActions, t), batch);
      state = world.training.step(state, actions);
      const next = asRows(state.observation, batch);
      const action = tensor<Tensor2D>(actions, [batch, FOVEA_ACTIONS]);
      const update = trainer.update(learner, { x, action, next });
      learner = update.learner;
      total += update.loss;
      x = next;
    }
    return { learner, updates: steps, loss: total / steps };
  });
}

/** Views of `B` retinas as a tensor, `[B, F]`. */
export function asRows(views: Float32Array, rows: number): Tensor2D {
  return tensor<Tensor2D>(views, [rows, views.length / rows]);
}

/**
 * One update of C: a batch of trajectories, of which only the last input counts. Disposes the old learner.
 * @param key - consumed.
 */
export function controllerUpdate(
  world: FoveaWorld,
  trainer: ControllerTrainer,
  { controller, model }: Readonly<Record<'controller' | 'model', Learner<MlpParams>>>,
  { batch, steps, startInk }: Pick<TrainingOptions, 'batch' | 'steps' | 'startInk'>,
  key: Key,
): Slice {
  const [kReset, kAims] = split(key, 2);
  const start = visibleStarts(world.training, kReset, batch, startInk);
  const { views: desired } = drawAims(world, start.scenes, kAims);
  const goal = world.points.length > 1 ? desired : undefined;
  const task = { environment: world.training, start, steps, desired, goal };
  const { learner, loss } = trainer.update(controller, model.params, task);
  return { learner, updates: 1, loss };
}
