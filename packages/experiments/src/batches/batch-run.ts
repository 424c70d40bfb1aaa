import { disposeTree, foldIn, fromStored, split, tidy, toStored } from '@saccade/math';
import type { Key, Learner, Tensor, Trainer, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';

const SLICE = 50;

/** What is learned from batches of fresh sequences. It holds memory until it is disposed. */
export interface BatchTask<Params, Batch> {
  /** Of the experiment. */
  readonly name: string;
  readonly updates: number;
  /** Numbers of updates after which parameters are kept, to be drawn. Default: none. */
  readonly stages?: readonly number[];
  /** Parameters at the beginning; the key is consumed. */
  init(key: Key): Params;
  /** What makes update number `step`. All share one optimiser. */
  trainer(step: number): Trainer<Params, Batch>;
  /** A batch to learn from, as new tensors; the key is consumed. */
  batch(key: Key): Batch;
  /** Judges parameters beside those at the beginning of learning, on fresh sequences; the key is consumed. */
  evaluate(params: Params, untrained: Params, key: Key, episodes: number): Metrics;
  /** @param kept - parameters at the stages; those of stages to come are the untrained ones. */
  draw(params: Params, key: Key, kept: readonly Params[]): readonly Drawing[];
  dispose(): void;
}

/** Learns from a fresh batch at each update. Chance in update `i` depends on the run's key and `i` alone. */
export class BatchRun<Params, Batch> implements Run {
  readonly #task: BatchTask<Params, Batch>;
  readonly #training: Key;
  readonly #untrained: Params;
  #learner: Learner<Params>;
  #kept: Params[];
  #step = 0;

  /** @param task - taken over. @param key - consumed. */
  constructor(task: BatchTask<Params, Batch>, key: Key) {
    const [kParams, kTraining] = split(key, 2);
    this.#task = task;
    this.#training = kTraining;
    this.#untrained = task.init(kParams);
    this.#learner = task.trainer(0).begin(task.init(kParams));
    this.#kept = (task.stages ?? []).map(() => task.init(kParams));
  }

  get totalSteps(): number {
    return this.#task.updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(this.#task.name, this);
    const count = Math.min(SLICE, this.totalSteps - this.#step);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const key = foldIn(this.#training, this.#step);
      const trainer = this.#task.trainer(this.#step);
      const { learner, loss } = tidy(() => trainer.update(this.#learner, this.#task.batch(key)));
      this.#learner = learner;
      total += loss;
      this.#step++;
      this.#keep();
    }
    return { loss: total / count };
  }

  #keep(): void {
    const stage = this.#task.stages?.indexOf(this.#step) ?? -1;
    if (stage < 0) return;
    const old = this.#kept[stage];
    const { params } = this.#learner;
    this.#kept[stage] = fromStored(toStored(params), params);
    disposeTree(old);
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(this.#task.name, episodes);
    return this.#task.evaluate(this.#learner.params, this.#untrained, key, episodes);
  }

  draw(key: Key): readonly Drawing[] {
    return this.#task.draw(this.#learner.params, key, this.#kept);
  }

  weights(): Tree<Tensor> {
    return this.#learner.params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const metadata = { run: this.#task.name, step: String(this.#step) };
    return { tensors: toStored({ ...this.#learner, kept: this.#kept }), metadata };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(this.#task.name, this.totalSteps, checkpoint);
    const old = { ...this.#learner, kept: this.#kept };
    const { kept, ...learner } = fromStored(checkpoint.tensors, old);
    [this.#learner, this.#kept] = [learner, kept];
    disposeTree(old);
    this.#step = step;
  }

  dispose(): void {
    disposeTree([this.#learner, this.#untrained, this.#kept]);
    this.#task.dispose();
  }
}
