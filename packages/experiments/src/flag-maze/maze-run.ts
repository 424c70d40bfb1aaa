import { disposeTree, foldIn, fromStored, split, toStored } from '@saccade/math';
import type { Key, Learner, Tensor, Tree } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { actor, noiseFor } from '@saccade/world-model';
import type { LstmParams } from '@saccade/lstm';
import type { Actor, Lived } from '@saccade/world-model';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, remembered, restoredStep } from '../run-checks.ts';
import { drawMaze } from './drawings.ts';
import { feltMaze } from './felt-maze.ts';
import type { FeltMazeState } from './felt-maze.ts';
import { mazeJudge } from './judge.ts';
import type { MazeJudge } from './judge.ts';
import { mazeNets } from './nets.ts';
import type { MazeNets, NetParams } from './nets.ts';
import { lengthOf } from './options.ts';
import type { MazeOptions } from './options.ts';

const NAME = 'flag-maze';
const SLICE = 50;
/** Episodes after each slice; all in the right arm end training. */
const TESTS = 200;

/** C and M as they learn. A tree of tensors. */
interface Learners {
  readonly controller: Learner<NetParams>;
  readonly model: Learner<NetParams>;
}

/** M learns from what C does, and C from what M foretells of it. */
export class MazeRun implements Run {
  readonly #options: MazeOptions;
  readonly #nets: MazeNets;
  readonly #maze: Environment<FeltMazeState>;
  readonly #judge: MazeJudge;
  readonly #walkers: Actor<LstmParams, FeltMazeState>;
  readonly #untrained: Learners;
  readonly #kLives: Key;
  readonly #kTests: Key;
  readonly #kAnew: Key;
  #learners: Learners;
  #step = 0;
  #solved = false;

  /** @param key - consumed. */
  constructor(options: MazeOptions, key: Key) {
    const [kNets, kLives, kTests, kAnew] = split(key, 4);
    this.#options = options;
    this.#nets = mazeNets(options);
    this.#maze = feltMaze(options.corridor, lengthOf(options));
    this.#judge = mazeJudge(this.#nets, this.#maze, options);
    this.#walkers = actor(this.#nets.controller, this.#maze, options.batch);
    this.#untrained = this.#nets.begin(kNets);
    this.#learners = this.#nets.begin(kNets);
    [this.#kLives, this.#kTests, this.#kAnew] = [kLives, kTests, kAnew];
  }

  get #mostSteps(): number {
    return this.#options.modelUpdates + this.#options.updates;
  }

  get totalSteps(): number {
    return this.#solved ? this.#step : this.#mostSteps;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#solved || this.#step >= this.#mostSteps;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this);
    const end = Math.min(this.#step + SLICE, this.#mostSteps);
    const count = end - this.#step;
    let [modelLoss, controlLoss] = [0, 0];
    for (; this.#step < end; this.#step++) {
      this.#perhapsAnew();
      const losses = this.#update(foldIn(this.#kLives, this.#step));
      modelLoss += losses.model / count;
      controlLoss += losses.controller / count;
    }
    const { controller } = this.#learners;
    const tested = this.#judge.success(controller.params, foldIn(this.#kTests, end), TESTS);
    this.#solved = end > this.#options.modelUpdates && tested.success === 1;
    return { modelLoss, controlLoss, tested: tested.success };
  }

  /** A C that has not found out in so many updates gives way to a new one. M stays, and knows more by then. */
  #perhapsAnew(): void {
    const { modelUpdates, patience } = this.#options;
    const tried = this.#step - modelUpdates;
    if (tried <= 0 || tried % patience !== 0) return;
    const { controller, model } = this.#nets.begin(foldIn(this.#kAnew, tried / patience));
    disposeTree([this.#learners.controller, model]);
    this.#learners = { ...this.#learners, controller };
  }

  /** A batch of episodes, from which M learns, and C once it is its turn. */
  #update(key: Key): { readonly model: number; readonly controller: number } {
    const [kWorld, kChance] = split(key, 2);
    const experience = this.#live(kWorld, kChance);
    const [{ batch, modelUpdates }, { controller, model }] = [this.#options, this.#nets];
    const before = this.#learners;
    let byControl = { learner: before.controller, loss: 0 };
    if (this.#step >= modelUpdates) {
      const memory = {
        controller: controller.initialState(before.controller.params, batch),
        model: model.initialState(before.model.params, batch),
      };
      const lesson = { experience, model: before.model.params };
      const update = this.#nets.learnControl.update(before.controller, memory, lesson);
      disposeTree(update.carried);
      byControl = update;
    }
    const start = model.initialState(before.model.params, batch);
    const byModel = this.#nets.learnModel.update(before.model, start, experience);
    disposeTree([byModel.carried, experience]);
    this.#learners = { controller: byControl.learner, model: byModel.learner };
    return { model: byModel.loss, controller: byControl.loss };
  }

  #live(kWorld: Key, kChance: Key): Lived {
    const { controller } = this.#learners;
    const steps = lengthOf(this.#options);
    const { noise, actionSize } = this.#nets.controller;
    const chance = noiseFor(noise, kChance, steps * this.#options.batch * actionSize);
    const begin = this.#walkers.begin(controller.params, kWorld);
    return this.#walkers.live(controller.params, begin, steps, chance).experience;
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const [kEpisodes, kForesight] = split(key, 2);
    const { controller, model } = this.#learners;
    const untrained = this.#judge.success(this.#untrained.controller.params, kEpisodes, episodes);
    return {
      ...this.#judge.success(controller.params, kEpisodes, episodes),
      untrainedSuccess: untrained.success,
      updates: this.#step,
      ...this.#judge.foresight(controller.params, model.params, kForesight),
    };
  }

  draw(key: Key): readonly Drawing[] {
    const { controller, model } = this.#learners;
    const parts = { nets: this.#nets, maze: this.#maze, options: this.#options };
    return drawMaze(parts, controller.params, model.params, key);
  }

  weights(): Tree<Tensor> {
    const { controller, model } = this.#learners;
    return { controller: controller.params, model: model.params } as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const metadata = { run: NAME, step: String(this.#step), solved: String(this.#solved) };
    return { tensors: toStored(this.#learners as unknown as Tree<Tensor>), metadata };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.#mostSteps, checkpoint);
    const solved = remembered(NAME, checkpoint.metadata).flag('solved');
    const old = this.#learners;
    this.#learners = fromStored(checkpoint.tensors, old as unknown as Tree<Tensor>) as unknown as Learners;
    disposeTree(old);
    this.#step = step;
    this.#solved = solved;
  }

  dispose(): void {
    disposeTree([this.#learners, this.#untrained]);
    for (const each of [this.#walkers, this.#judge, this.#nets.learnControl, this.#nets.learnModel])
      each.dispose();
  }
}
