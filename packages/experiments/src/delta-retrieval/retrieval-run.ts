import {
  adamW,
  compile,
  disposeTree,
  foldIn,
  fromStored,
  item,
  split,
  tidy,
  toStored,
  trainer,
} from '@saccade/math';
import type { Compiled, Key, Learner, Scalar, Tensor, Trainer, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, remembered, restoredStep } from '../run-checks.ts';
import { drawBatch, trainedLength } from './batch.ts';
import type { RetrievalBatch } from './batch.ts';
import { drawRetrieval } from './drawings.ts';
import { answerByQuery, answerByWeights, initRetrieval, retrievalLoss } from './model.ts';
import type { RetrievalParams } from './model.ts';
import type { DeltaRetrievalOptions } from './options.ts';
import { SOLVED } from './targets.ts';

const NAME = 'delta-retrieval';
/** Updates between two checks, which make a slice. Source: the authors' code. */
const SLICE = 100;
/** Batches of a check: 3,200 sequences by default, so that it is passed by learning, not by luck. */
const CHECKS = 100;
/** Sequences that are judged side by side, at most. */
const JUDGED = 50;

type Loss = Compiled<[RetrievalParams, RetrievalBatch], Scalar>;

/**
 * Learns until a check is good enough, or checks get no better. Chance in update `i` depends on the run's key and `i` alone.
 */
export class RetrievalRun implements Run {
  readonly #options: DeltaRetrievalOptions;
  readonly #training: Key;
  readonly #checking: Key;
  readonly #trainer: Trainer<RetrievalParams, RetrievalBatch>;
  readonly #check: Loss;
  readonly #judge: Loss;
  #learner: Learner<RetrievalParams>;
  #step = 0;
  #best = Infinity;
  #strikes = 0;

  /** @param key - consumed. */
  constructor(options: DeltaRetrievalOptions, key: Key) {
    const [kParams, kTraining, kChecking] = split(key, 3);
    this.#options = options;
    this.#training = kTraining;
    this.#checking = kChecking;
    const byQuery = (params: RetrievalParams, batch: RetrievalBatch): Scalar =>
      retrievalLoss(answerByQuery(options, params, batch), batch);
    this.#trainer = trainer(adamW({ learningRate: options.lr, weightDecay: options.weightDecay }), byQuery);
    this.#check = compile(byQuery);
    this.#judge = compile((params, batch) => retrievalLoss(answerByWeights(options, params, batch), batch));
    this.#learner = this.#trainer.begin(initRetrieval(options, kParams));
  }

  get totalSteps(): number {
    return this.#stopped ? this.#step : this.#options.updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#stopped || this.#step >= this.#options.updates;
  }

  get #stopped(): boolean {
    const { stopAt, patience } = this.#options;
    return this.#best <= stopAt || this.#strikes > patience;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this);
    const { batch, updates } = this.#options;
    const slice = Math.min(SLICE, updates - this.#step);
    let total = 0;
    for (let i = 0; i < slice; i++) {
      const key = foldIn(this.#training, this.#step);
      const { learner, loss } = tidy(() => {
        const fresh = drawBatch(this.#options, key, batch, trainedLength(this.#options));
        return this.#trainer.update(this.#learner, fresh);
      });
      this.#learner = learner;
      total += loss;
      this.#step++;
    }
    const sizes = new Array<number>(CHECKS).fill(batch);
    const checkLoss = this.#meanLoss(this.#check, foldIn(this.#checking, this.#step), sizes);
    this.#strikes = checkLoss < this.#best ? 0 : this.#strikes + 1;
    this.#best = Math.min(this.#best, checkLoss);
    return { trainLoss: total / slice, checkLoss };
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const sizes = Array.from({ length: Math.ceil(episodes / JUDGED) }, (_, i) =>
      Math.min(JUDGED, episodes - i * JUDGED),
    );
    const [kLoss, kLong] = split(key, 2);
    const loss = this.#meanLoss(this.#judge, kLoss, sizes);
    const trainedLengthLoss = this.#meanLoss(this.#judge, kLong, sizes, trainedLength(this.#options));
    const solved = loss <= SOLVED ? 1 : 0;
    return { loss, trainedLengthLoss, solved, failed: 1 - solved };
  }

  /** Mean over batches of fresh sequences; batch `i` is drawn from the key and `i`. */
  #meanLoss(of: Loss, key: Key, sizes: readonly number[], length = this.#options.keys): number {
    const totals = sizes.map((size, i) =>
      tidy(() => {
        const batch = drawBatch(this.#options, foldIn(key, i), size, length);
        return size * item(of(this.#learner.params, batch));
      }),
    );
    const count = sizes.reduce((sum, size) => sum + size, 0);
    return totals.reduce((sum, total) => sum + total, 0) / count;
  }

  state(): Checkpoint {
    const progress = { best: String(this.#best), strikes: String(this.#strikes) };
    return {
      tensors: toStored(this.#learner),
      metadata: { run: NAME, step: String(this.#step), ...progress },
    };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.#options.updates, checkpoint);
    const progress = remembered(NAME, checkpoint.metadata);
    const [best, strikes] = [progress.number('best'), progress.count('strikes')];
    const old = this.#learner;
    this.#learner = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#step = step;
    [this.#best, this.#strikes] = [best, strikes];
  }

  draw(key: Key): readonly Drawing[] {
    return drawRetrieval(this.#options, this.#learner.params, key);
  }

  weights(): Tree<Tensor> {
    return this.#learner.params as unknown as Tree<Tensor>;
  }

  dispose(): void {
    disposeTree(this.#learner);
    [this.#trainer, this.#check, this.#judge].forEach((each) => each.dispose());
  }
}
