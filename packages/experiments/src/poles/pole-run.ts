import type { Key, Tensor, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { drawPole } from './drawings.ts';
import { poleJudge } from './judge.ts';
import type { PoleJudge } from './judge.ts';
import { PoleLearner } from './learner.ts';
import type { PoleOptions } from './options.ts';
import type { PoleWorld } from './world.ts';

/** A run of one pair of nets with a pole. */
export class PoleRun implements Run {
  readonly #name: string;
  readonly #learner: PoleLearner;
  readonly #judge: PoleJudge;

  /**
   * @param key - consumed.
   * @param more - further metrics, by the steps that poles stood.
   */
  constructor(
    name: string,
    world: PoleWorld,
    options: PoleOptions,
    key: Key,
    more?: (stood: Int32Array) => Metrics,
  ) {
    this.#name = name;
    this.#learner = new PoleLearner(world, options, key);
    this.#judge = poleJudge(this.#learner, more);
  }

  get totalSteps(): number {
    return this.#learner.totalSteps;
  }

  get step(): number {
    return this.#learner.step;
  }

  get done(): boolean {
    return this.#learner.done;
  }

  advance(): Metrics {
    checkGoesOn(this.#name, this);
    return this.#learner.advance();
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(this.#name, episodes);
    return this.#judge.judge(key, episodes);
  }

  draw(key: Key): readonly Drawing[] {
    return drawPole(this.#learner, key);
  }

  weights(): Tree<Tensor> {
    const { model, controller } = this.#learner;
    return { model, controller } as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const { tensors, metadata } = this.#learner.state();
    return { tensors, metadata: { run: this.#name, step: String(this.step), ...metadata } };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(this.#name, this.totalSteps, checkpoint);
    this.#learner.goOnFrom(this.#learner.read(this.#name, checkpoint, step));
  }

  dispose(): void {
    this.#learner.dispose();
    this.#judge.dispose();
  }
}
