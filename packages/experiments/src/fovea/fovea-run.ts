import { FOVEA_ACTIONS } from '@saccade/attention';
import { disposeTree, foldIn, fromStored, split, toStored } from '@saccade/math';
import type { Key, Learner, Tensor, Tree } from '@saccade/math';
import { initMlp } from '@saccade/world-model';
import type { MlpParams } from '@saccade/world-model';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { drawFovea } from './drawings.ts';
import type { TrainingOptions } from './options.ts';
import { controllerUpdate, makeTrainers, modelTrajectory } from './training.ts';
import type { Slice, Trainers } from './training.ts';
import type { FoveaWorld } from './world.ts';

// Updates in a slice of training: a few tenths of a second.
const MODEL_SLICE = 100;
const CONTROLLER_SLICE = 20;

/** What the two experiments do differently. */
export interface FoveaTask {
  readonly name: string;
  readonly world: FoveaWorld;
  evaluate(nets: FoveaNets, key: Key, episodes: number): Metrics;
}

/** The nets of a run, trained as far as it has come, and C as it began. */
export interface FoveaNets {
  readonly controller: MlpParams;
  readonly untrained: MlpParams;
  readonly model: MlpParams;
}

/** M learns from random trajectories, then C through M. Chance in update `i` depends on the run's key and `i` alone. */
export class FoveaRun implements Run {
  readonly totalSteps: number;
  readonly #task: FoveaTask;
  readonly #options: TrainingOptions;
  readonly #trainers: Trainers;
  readonly #modelData: Key;
  readonly #controllerData: Key;
  readonly #untrained: MlpParams;
  #model: Learner<MlpParams>;
  #controller: Learner<MlpParams>;
  #step = 0;

  /** @param key - consumed. */
  constructor(task: FoveaTask, options: TrainingOptions, key: Key) {
    const [kModel, kController, kModelData, kControllerData] = split(key, 4);
    const { modelHidden, controllerHidden, initScale, modelUpdates, updates } = options;
    const views = task.world.retina.fields.length;
    const goals = task.world.points.length > 1 ? views : 0;
    const modelSizes = [views + FOVEA_ACTIONS, modelHidden, views];
    const controllerSizes = [views + goals, controllerHidden, FOVEA_ACTIONS];
    this.#task = task;
    this.#options = options;
    this.#trainers = makeTrainers(options);
    this.#modelData = kModelData;
    this.#controllerData = kControllerData;
    this.#untrained = initMlp({ sizes: controllerSizes, initScale }, kController);
    const { model, controller } = this.#trainers;
    this.#model = model.begin(initMlp({ sizes: modelSizes, initScale }, kModel));
    this.#controller = controller.begin(initMlp({ sizes: controllerSizes, initScale }, kController));
    this.totalSteps = modelUpdates + updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(this.#task.name, this);
    const left = this.#options.modelUpdates - this.#step;
    if (left > 0) return { modelLoss: this.#slice(Math.min(left, MODEL_SLICE), () => this.#trainModel()) };
    const most = Math.min(this.totalSteps - this.#step, CONTROLLER_SLICE);
    return { controllerLoss: this.#slice(most, () => this.#trainController()) };
  }

  /** At least `most` updates; returns their mean loss. */
  #slice(most: number, train: () => Slice): number {
    let [updates, loss] = [0, 0];
    while (updates < most) {
      const done = train();
      updates += done.updates;
      loss += done.updates * done.loss;
      this.#step += done.updates;
    }
    return loss / updates;
  }

  #trainModel(): Slice {
    const { modelUpdates, modelBatch, modelSteps } = this.#options;
    const size = { batch: modelBatch, steps: Math.min(modelSteps, modelUpdates - this.#step) };
    const key = foldIn(this.#modelData, this.#step);
    const slice = modelTrajectory(this.#task.world, this.#trainers.model, this.#model, size, key);
    this.#model = slice.learner;
    return slice;
  }

  #trainController(): Slice {
    const nets = { controller: this.#controller, model: this.#model };
    const key = foldIn(this.#controllerData, this.#step);
    const { world } = this.#task;
    const { modelUpdates, updates, startInk, firstInk } = this.#options;
    // Clear views first, where a goal could be lost for ever by learning to leave.
    const left = 1 - (this.#step - modelUpdates) / updates;
    const size = { ...this.#options, startInk: startInk + left * (firstInk - startInk) };
    const slice = controllerUpdate(world, this.#trainers.controller, nets, size, key);
    this.#controller = slice.learner;
    return slice;
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(this.#task.name, episodes);
    return this.#task.evaluate(this.#nets, key, episodes);
  }

  draw(key: Key): readonly Drawing[] {
    return drawFovea(this.#task.world, this.#nets, key);
  }

  get #nets(): FoveaNets {
    return { controller: this.#controller.params, untrained: this.#untrained, model: this.#model.params };
  }

  weights(): Tree<Tensor> {
    return { model: this.#model.params, controller: this.#controller.params } as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const tensors = toStored({ model: this.#model, controller: this.#controller });
    return { tensors, metadata: { run: this.#task.name, step: String(this.#step) } };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(this.#task.name, this.totalSteps, checkpoint);
    const old = { model: this.#model, controller: this.#controller };
    const { model, controller } = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#model = model;
    this.#controller = controller;
    this.#step = step;
  }

  dispose(): void {
    disposeTree([this.#model, this.#controller, this.#untrained]);
    this.#trainers.model.dispose();
    this.#trainers.controller.dispose();
  }
}
