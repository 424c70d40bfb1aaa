import { disposeTree, foldIn, fromStored, split, tensor, toStored, values } from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tensor3D, Tree } from '@saccade/math';
import { hqLearner } from '@saccade/subgoals';
import type { HqLearner, HqTables, ObservedWorld } from '@saccade/subgoals';
import { hqMaze, wordSource } from '@saccade/tasks';
import type { HqMaze } from '@saccade/tasks';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { drawMaze } from './drawings.ts';
import { judgeTrials } from './judge.ts';
import type { HqMazeOptions } from './options.ts';

const NAME = 'hq-maze';
/** Trials between two greedy tests. Source: Wiering & Schmidhuber 1997. */
const SLICE = 500;

/** What agents have learned, between slices. `M` agents, `O` observations, `A` actions. */
interface Learned {
  /** `[M, O, A]` */
  readonly q: Tensor3D;
  /** `[M−1, O]` */
  readonly hq: Tensor2D;
}

/** Trials of HQ-learning, 500 a slice, each with a greedy test at its end. Chance depends on the run's key and the slice alone. */
export class HqRun implements Run {
  readonly #options: HqMazeOptions;
  readonly #maze: HqMaze;
  readonly #learner: HqLearner;
  readonly #training: Key;
  #learned: Learned;
  #step = 0;

  /** @param key - consumed. */
  constructor(options: HqMazeOptions, key: Key) {
    this.#options = options;
    this.#maze = hqMaze({ limit: options.limit });
    this.#learner = hqLearner(worldOf(this.#maze), options);
    this.#training = key;
    this.#learned = this.#kept(this.#learner.begin());
  }

  get totalSteps(): number {
    return this.#options.trials;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this, 'trials');
    const count = Math.min(SLICE, this.totalSteps - this.#step);
    const [kTrials, kTest] = split(foldIn(this.#training, this.#step), 2);
    const tables = this.#tables();
    const words = wordSource(kTrials);
    let [steps, arrived] = [0, 0];
    for (let i = 0; i < count; i++) {
      const trial = this.#learner.learn(tables, this.#greedyAt(this.#step + i), words);
      steps += trial.steps;
      arrived += trial.reached ? 1 : 0;
    }
    this.#step += count;
    disposeTree(this.#learned);
    this.#learned = this.#kept(tables);
    const test = this.#learner.follow(tables, 1, wordSource(kTest));
    return { trialSteps: steps / count, arrived: arrived / count, testSteps: test.steps };
  }

  /** p_max */
  #greedyAt(trial: number): number {
    const { greedyFrom, greedyTo, trials } = this.#options;
    return greedyFrom + (greedyTo - greedyFrom) * (trial / Math.max(trials - 1, 1));
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    return judgeTrials(this.#learner, this.#tables(), this.#maze.optimum, key, episodes);
  }

  draw(key: Key): readonly Drawing[] {
    return drawMaze(this.#maze, this.#tables(), this.#learner.follow(this.#tables(), 1, wordSource(key)));
  }

  weights(): Tree<Tensor> {
    return this.#learned as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    return { tensors: toStored(this.#learned), metadata: { run: NAME, step: String(this.#step) } };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.totalSteps, checkpoint);
    const old = this.#learned;
    this.#learned = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#step = step;
  }

  dispose(): void {
    disposeTree(this.#learned);
  }

  #tables(): HqTables {
    return { q: values(this.#learned.q), hq: values(this.#learned.hq) };
  }

  #kept({ q, hq }: HqTables): Learned {
    const { agents } = this.#options;
    const { observations } = this.#maze;
    return {
      q: tensor<Tensor3D>(q, [agents, observations, this.#maze.actionSize]),
      hq: tensor<Tensor2D>(hq, [agents - 1, observations]),
    };
  }
}

function worldOf({ grid, observed, observations, actionSize }: HqMaze): ObservedWorld {
  return { observed, observations, actions: actionSize, next: grid.next, start: grid.start, goal: grid.goal };
}
