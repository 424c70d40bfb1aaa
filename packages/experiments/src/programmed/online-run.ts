import { programmedCell } from '@saccade/fast-weights';
import type { ProgrammedParams } from '@saccade/fast-weights';
import { disposeTree, fromStored, split, tensor, tidy, toStored, values } from '@saccade/math';
import type { Key, Tensor, Tensor3D, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, remembered, restoredStep } from '../run-checks.ts';
import { drawProgram } from './drawings.ts';
import { errorFreeShare, isRight, watcher } from './judge.ts';
import type { OnlineSteps, OnlineStream, OnlineTask } from './online-task.ts';
import { RUN_LENGTH } from './options.ts';
import type { OnlineOptions } from './options.ts';
import { beginLearning, realTimeLearning } from './real-time-learning.ts';
import type { Learning, ProgrammedCell } from './real-time-learning.ts';

const SLICE = 100;

/** One endless stream, from which the slow net learns at every step. The task is solved when 100 answers in a row are right. */
export class OnlineRun implements Run {
  readonly #task: OnlineTask;
  readonly #options: OnlineOptions;
  readonly #cell: ProgrammedCell;
  readonly #learn: ReturnType<typeof realTimeLearning>;
  readonly #watch: ReturnType<typeof watcher>;
  readonly #untrained: ProgrammedParams;
  readonly #streamKey: Key;
  #stream: OnlineStream;
  #learning: Learning;
  #step = 0;
  /** Right answers at the end of what has been seen. */
  #rightInRow = 0;
  /** Steps until the task was solved; 0 before. */
  #solvedAt = 0;

  /** @param key - consumed. */
  constructor(task: OnlineTask, options: OnlineOptions, key: Key) {
    const [kParams, kStream] = split(key, 2);
    this.#task = task;
    this.#options = options;
    this.#cell = programmedCell({ ...task.sizes, ...options });
    this.#learn = realTimeLearning(this.#cell, options);
    this.#watch = watcher(this.#cell);
    this.#untrained = this.#cell.init(kParams);
    this.#learning = beginLearning(this.#cell, this.#cell.init(kParams));
    this.#streamKey = kStream;
    this.#stream = task.stream(kStream);
  }

  get totalSteps(): number {
    return this.#options.steps;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(this.#task.name, this, 'steps');
    const count = Math.min(SLICE, this.#options.steps - this.#step);
    const steps = this.#stream.take(count);
    const ys = this.#learnFrom(steps, count);
    const outputs = ys.length / count;
    let loss = 0;
    for (let t = 0; t < count; t++) {
      if (steps.asked[t] === 0) continue;
      const [y, target] = [ys, steps.targets].map((all) => all.subarray(t * outputs, (t + 1) * outputs));
      y.forEach((value, i) => (loss += (value - target[i]) * (value - target[i])));
      this.#rightInRow = isRight(y, target) ? this.#rightInRow + 1 : 0;
      if (this.#rightInRow === RUN_LENGTH && this.#solvedAt === 0) this.#solvedAt = this.#step + t + 1;
    }
    this.#step += count;
    return { loss: loss / count, rightInRow: this.#rightInRow };
  }

  #learnFrom({ xs, targets, asked }: OnlineSteps, count: number): Float32Array {
    let ys = new Float32Array(0);
    this.#learning = tidy(() => {
      const [x, target, on] = [xs, targets, asked].map((all) =>
        tensor<Tensor3D>(all, [count, 1, all.length / count]),
      );
      const [learning, outputs] = this.#learn(this.#learning, x, target, on);
      ys = values<Float32Array<ArrayBuffer>>(outputs);
      return learning;
    });
    return ys;
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(this.#task.name, episodes);
    const share = (params: ProgrammedParams): number =>
      errorFreeShare(this.#task, this.#watch, params, key, episodes);
    return {
      solved: this.#solvedAt > 0 ? 1 : 0,
      stepsToSolve: this.#solvedAt > 0 ? this.#solvedAt : this.#step,
      errorFree: share(this.#params),
      untrainedErrorFree: share(this.#untrained),
    };
  }

  draw(key: Key): readonly Drawing[] {
    return drawProgram(this.#task, this.#cell, this.#params, key);
  }

  get #params(): ProgrammedParams {
    return { slow: this.#learning.slow };
  }

  weights(): Tree<Tensor> {
    return this.#params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const progress = { rightInRow: String(this.#rightInRow), solvedAt: String(this.#solvedAt) };
    return {
      tensors: toStored(this.#learning),
      metadata: { run: this.#task.name, step: String(this.#step), ...progress },
    };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(this.#task.name, this.#options.steps, checkpoint);
    const { count } = remembered(this.#task.name, checkpoint.metadata);
    const [rightInRow, solvedAt] = [count('rightInRow'), count('solvedAt')];
    const old = this.#learning;
    this.#learning = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#step = step;
    [this.#rightInRow, this.#solvedAt] = [rightInRow, solvedAt];
    this.#stream = this.#task.stream(this.#streamKey);
    if (step > 0) this.#stream.take(step);
  }

  dispose(): void {
    disposeTree([this.#learning, this.#untrained]);
    this.#learn.dispose();
    this.#watch.dispose();
  }
}
