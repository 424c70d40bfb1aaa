import { disposeTree, fromStored, sgd, tidy, toStored, trainer, values } from '@saccade/math';
import type { Key, Learner, StoredTensor, Tensor, Trainer, Tree } from '@saccade/math';
import {
  chainObjective,
  initPlaneGenerator,
  recurrentPlanePlan,
  staticPlanePlan,
  swampEvaluator,
} from '@saccade/subgoals';
import type { Planner, Situation } from '@saccade/subgoals';
import { swampCosts } from '@saccade/tasks';
import type { MlpParams } from '@saccade/world-model';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep, storedData } from '../run-checks.ts';
import { lengthOf, situationOf, wayThrough } from '../subgoals/planes.ts';
import { drawSwamps } from './drawings.ts';
import type { SubgoalsSwampsOptions } from './options.ts';
import { SWAMPS } from './swamps.ts';
import type { Swamps } from './swamps.ts';

const NAME = 'subgoals-swamps';
const SLICE = 5;

/** A generator that learns one plane, until it is satisfied. All ways that it has tried are kept. */
export class SwampsRun implements Run {
  readonly #options: SubgoalsSwampsOptions;
  readonly #swamps: Swamps;
  readonly #planner: Planner<MlpParams>;
  readonly #situation: Situation;
  readonly #straightCost: number;
  readonly #trainer: Trainer<MlpParams, Record<never, never>>;
  /** The subgoals before each iteration, and after the last. `[iterations + 1, K, 2]` */
  readonly #tried: Float32Array;
  #learner: Learner<MlpParams>;
  #step = 0;

  /** @param key - consumed. */
  constructor(options: SubgoalsSwampsOptions, key: Key) {
    const swamps = SWAMPS[options.swamps];
    const { task, height, subgoals } = swamps;
    const recurrent = options.generator === 'recurrent';
    const planner = recurrent ? recurrentPlanePlan : staticPlanePlan;
    const situation = situationOf(task);
    const evaluator = swampEvaluator({ height });
    this.#options = options;
    this.#swamps = swamps;
    this.#planner = planner;
    this.#situation = situation;
    this.#straightCost = swampCosts(task, new Float32Array(0), height)[0];
    this.#trainer = trainer(sgd({ learningRate: options.lr }), (params: MlpParams) =>
      chainObjective(evaluator, situation, planner(params, situation, subgoals)),
    );
    const { hidden } = options;
    this.#learner = this.#trainer.begin(
      initPlaneGenerator({ hidden, atOnce: recurrent ? 1 : subgoals }, key),
    );
    this.#tried = new Float32Array((options.iterations + 1) * 2 * subgoals);
    this.#remember();
  }

  get totalSteps(): number {
    return this.done ? this.#step : this.#options.iterations;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#satisfied || this.#step >= this.#options.iterations;
  }

  get #satisfied(): boolean {
    return this.#costShare(this.#step) <= this.#options.satisfaction;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this, 'iterations');
    let loss = 0;
    for (let i = 0; i < SLICE && !this.done; i++) {
      const next = this.#trainer.update(this.#learner, {});
      this.#learner = next.learner;
      loss = next.loss;
      this.#step++;
      this.#remember();
    }
    return { loss };
  }

  #remember(): void {
    const { subgoals } = this.#swamps;
    const plan = tidy(() =>
      values<Float32Array>(this.#planner(this.#learner.params, this.#situation, subgoals)),
    );
    this.#tried.set(plan, 2 * subgoals * this.#step);
  }

  #placesAt(step: number): Float32Array {
    const width = 2 * this.#swamps.subgoals;
    return this.#tried.subarray(step * width, (step + 1) * width);
  }

  /** Of the straight way's, in float64. */
  #costShare(step: number): number {
    const { task, height } = this.#swamps;
    return swampCosts(task, this.#placesAt(step), height)[0] / this.#straightCost;
  }

  /** There is one plane: more episodes tell nothing more. */
  evaluate(_key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const { task } = this.#swamps;
    const length = (places: Float32Array): number => lengthOf(wayThrough(task, places, 0));
    return {
      satisfied: this.#satisfied ? 1 : 0,
      iterations: this.#step,
      costShare: this.#costShare(this.#step),
      untrainedCostShare: this.#costShare(0),
      detour: length(this.#placesAt(this.#step)) / length(new Float32Array(0)),
    };
  }

  draw(): readonly Drawing[] {
    const ways = Array.from({ length: this.#step + 1 }, (_, step) => ({
      places: wayThrough(this.#swamps.task, this.#placesAt(step), 0),
      costShare: this.#costShare(step),
    }));
    return drawSwamps(this.#swamps, ways);
  }

  weights(): Tree<Tensor> {
    return this.#learner.params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    return {
      tensors: { ...toStored(this.#learner), tried: this.#storedTried() },
      metadata: { run: NAME, step: String(this.#step) },
    };
  }

  #storedTried(): StoredTensor {
    const shape = [this.#options.iterations + 1, this.#swamps.subgoals, 2];
    return { dtype: 'F32', shape, data: this.#tried.slice() };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.#options.iterations, checkpoint);
    const { tried: _, ...learner } = checkpoint.tensors;
    const tried = storedData<Float32Array>(NAME, checkpoint.tensors, 'tried', this.#storedTried());
    const old = this.#learner;
    this.#learner = fromStored(learner, old);
    disposeTree(old);
    this.#tried.set(tried);
    this.#step = step;
  }

  dispose(): void {
    disposeTree([this.#learner, this.#situation]);
    this.#trainer.dispose();
  }
}
