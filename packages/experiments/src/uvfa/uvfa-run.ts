import { disposeTree, foldIn, fromStored, split, tidy, toStored } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { drawValues } from './drawings.ts';
import { judgedValues, judgeQuality } from './judge.ts';
import { uvfaLearning } from './learning.ts';
import type { UvfaLearners, UvfaLearning } from './learning.ts';
import type { UvfaOptions } from './options.ts';
import { uvfaProblem } from './problem.ts';
import type { UvfaProblem } from './problem.ts';

const NAME = 'uvfa';
const SLICE = 50;
/** Updates from the same targets in bootstrap: streams that chase their own last update lose their way. A divisor of a slice. */
const LASTING = 25;

/** First the factors of a table are learned, unless streams bootstrap; then the two streams and, beside them, the one net. */
export class UvfaRun implements Run {
  readonly #options: UvfaOptions;
  readonly #problem: UvfaProblem;
  readonly #learning: UvfaLearning;
  readonly #pairs: Key;
  readonly #factorUpdates: number;
  #learners: UvfaLearners;
  #step = 0;

  /** @param key - consumed. */
  constructor(options: UvfaOptions, key: Key) {
    const [kProblem, kParams, kPairs] = split(key, 3);
    this.#options = options;
    this.#problem = uvfaProblem(options, kProblem);
    this.#learning = uvfaLearning(options, this.#problem);
    this.#learners = this.#learning.begin(kParams);
    this.#pairs = kPairs;
    this.#factorUpdates = options.training === 'factors' ? options.factorUpdates : 0;
  }

  get totalSteps(): number {
    return this.#factorUpdates + this.#options.updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this);
    const isFactoring = this.#step < this.#factorUpdates;
    const end = Math.min(isFactoring ? this.#factorUpdates : this.totalSteps, this.#step + SLICE);
    const count = end - this.#step;
    let [first, second] = [0, 0];
    while (this.#step < end) {
      const some = Math.min(LASTING, end - this.#step);
      if (!isFactoring) first += this.#learnStreams(some);
      for (let i = 0; i < some; i++, this.#step++)
        if (isFactoring) first += this.#learnFactors();
        else second += this.#learnOneNet();
    }
    return isFactoring
      ? { factorLoss: first / count }
      : { streamLoss: first / count, oneNetLoss: second / count };
  }

  #learnFactors(): number {
    const { learner, loss } = this.#learning.factors.update(this.#learners.factors, {});
    this.#learners = { ...this.#learners, factors: learner };
    return loss;
  }

  /** Some updates of the streams, all from the same targets; the sum of their losses. */
  #learnStreams(count: number): number {
    const { streams, bootstrapped } = this.#learning;
    const { factors } = this.#learners;
    const own = this.#options.training === 'bootstrap' ? bootstrapped(this.#learners.streams.params) : null;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const { learner, loss } = streams.update(this.#learners.streams, own ?? factors.params);
      this.#learners = { ...this.#learners, streams: learner };
      sum += loss;
    }
    if (own) disposeTree(own);
    return sum;
  }

  #learnOneNet(): number {
    const key = foldIn(this.#pairs, this.#step);
    const { oneNet, pairs } = this.#learning;
    const { learner, loss } = tidy(() => oneNet.update(this.#learners.oneNet, pairs(key)));
    this.#learners = { ...this.#learners, oneNet: learner };
    return loss;
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const judged = judgedValues(this.#problem, this.#learners);
    return judgeQuality(this.#problem, judged, this.#options.discount, key, episodes);
  }

  draw(key: Key): readonly Drawing[] {
    return drawValues(this.#problem, judgedValues(this.#problem, this.#learners), key);
  }

  weights(): Tree<Tensor> {
    const { streams, oneNet } = this.#learners;
    return { streams: streams.params, oneNet: oneNet.params } as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    return { tensors: toStored(this.#learners), metadata: { run: NAME, step: String(this.#step) } };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.totalSteps, checkpoint);
    const old = this.#learners;
    this.#learners = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#step = step;
  }

  dispose(): void {
    const { states, trainedGoals, table, known, bootstrap } = this.#problem;
    disposeTree([this.#learners, states, trainedGoals, table, known, bootstrap.next, bootstrap.arrives]);
    this.#learning.dispose();
  }
}
