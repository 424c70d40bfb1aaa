import { disposeTree, foldIn, fromStored, split, toStored } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import { controllerPolicy } from '@saccade/subgoals';
import type { GeneratorParams } from '@saccade/subgoals';
import { samplePlaneTasks } from '@saccade/tasks';
import type { PlaneWalk } from '@saccade/tasks';
import { meansInChunks } from '../in-chunks.ts';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { drawLearned } from './drawings.ts';
import { evaluatorError, judge, planning } from './judge.ts';
import type { Planning } from './judge.ts';
import { beginLearners, lessonsOf } from './nets.ts';
import type { Learners } from './nets.ts';
import { FLAT_LONGEST, FLAT_PACE } from './options.ts';
import type { SubgoalsLearnedOptions } from './options.ts';
import { phasesOf } from './phases.ts';
import type { Equipment, Phase } from './phases.ts';
import { wayOptions, wayWorld, wildWorld } from './world.ts';

const NAME = 'subgoals-learned';
/** Shares of S's training after which S is kept, for pictures. The first: as it began. */
const STAGES = [0, 0.02, 0.1, 1];

/** C, E and S learn one after the other, then a flat controller. Chance in a round depends on the run's key, phase and round alone. */
export class LearnedRun implements Run {
  readonly #equipment: Equipment;
  readonly #world: PlaneWalk;
  readonly #phases: readonly Phase[];
  readonly #planning: Planning;
  readonly #training: Key;
  readonly #untrained: Learners;
  #learners: Learners;
  #kept: GeneratorParams[];
  /** Rounds made in each phase. */
  #rounds: number[];

  /** @param key - consumed. */
  constructor(options: SubgoalsLearnedOptions, key: Key) {
    const [kNets, kTraining] = split(key, 2);
    const lessons = lessonsOf(options);
    this.#equipment = {
      ...{ options, lessons, wild: wildWorld(options.margin) },
      policy: controllerPolicy(),
      flatPolicy: controllerPolicy({ longest: FLAT_LONGEST, pace: FLAT_PACE }),
    };
    this.#world = wayWorld(options.margin);
    this.#phases = phasesOf(this.#equipment);
    this.#planning = planning(options);
    this.#training = kTraining;
    this.#untrained = beginLearners(options, lessons, kNets);
    this.#learners = beginLearners(options, lessons, kNets);
    this.#kept = STAGES.map(() => copyOf(this.#untrained.generator.params));
    this.#rounds = this.#phases.map(() => 0);
  }

  get totalSteps(): number {
    return this.#updates(this.#phases.map(({ rounds }) => rounds));
  }

  get step(): number {
    return this.#updates(this.#rounds);
  }

  get done(): boolean {
    return this.#phase === undefined;
  }

  get #phase(): number | undefined {
    const index = this.#phases.findIndex(({ rounds }, p) => this.#rounds[p] < rounds);
    return index < 0 ? undefined : index;
  }

  #updates(rounds: readonly number[]): number {
    let total = 0;
    this.#phases.forEach(({ updatesIn }, p) => {
      for (let round = 0; round < rounds[p]; round++) total += updatesIn(round);
    });
    return total;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this);
    const p = this.#phase!;
    const phase = this.#phases[p];
    const before = this.step;
    let total = 0;
    for (let i = 0; i < phase.perSlice && this.#rounds[p] < phase.rounds; i++) {
      const round = this.#rounds[p];
      const { learners, loss } = phase.learn(this.#learners, round, foldIn(foldIn(this.#training, p), round));
      this.#learners = learners;
      this.#rounds[p]++;
      total += loss;
      if (phase.metric === 'generatorLoss') this.#keep(this.#rounds[p]);
    }
    return { [phase.metric]: total / (this.step - before) };
  }

  #keep(updates: number): void {
    const { generatorUpdates } = this.#equipment.options;
    const stage = STAGES.findIndex((share) => Math.round(share * generatorUpdates) === updates);
    if (stage < 0) return;
    disposeTree(this.#kept[stage]);
    this.#kept[stage] = copyOf(this.#learners.generator.params);
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const [kTasks, kWalks, kPieces] = split(key, 3);
    return {
      ...meansInChunks(kTasks, episodes, (kChunk, size) =>
        judge(
          ...([this.#equipment, this.#world, this.#planning, this.#learners, this.#untrained] as const),
          samplePlaneTasks(wayOptions, kChunk, size),
        ),
      ),
      evaluatorError: evaluatorError(this.#equipment, this.#learners, kWalks, kPieces),
    };
  }

  draw(key: Key): readonly Drawing[] {
    return drawLearned(this.#equipment, this.#world, this.#planning, this.#learners, this.#kept, key);
  }

  weights(): Tree<Tensor> {
    const { controller, evaluator, generator, flat } = this.#learners;
    const params = [controller, evaluator, generator, flat].map((learner) => learner.params);
    return params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const metadata = { run: NAME, step: String(this.step), rounds: this.#rounds.join(' ') };
    return { tensors: toStored({ ...this.#learners, kept: this.#kept }), metadata };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.totalSteps, checkpoint);
    const { rounds: text } = checkpoint.metadata;
    const rounds = /^\d+( \d+)*$/.test(text) ? text.split(' ').map(Number) : [];
    if (rounds.length !== this.#phases.length || this.#updates(rounds) !== step)
      throw new Error(`${NAME}: checkpoint must have rounds of ${step} updates, got ${text}`);
    const old = { ...this.#learners, kept: this.#kept };
    const { kept, ...learners } = fromStored(checkpoint.tensors, old);
    [this.#learners, this.#kept, this.#rounds] = [learners, kept, rounds];
    disposeTree(old);
  }

  dispose(): void {
    const { lessons, policy, flatPolicy } = this.#equipment;
    disposeTree([this.#learners, this.#untrained, this.#kept]);
    [lessons.controller, lessons.evaluator, lessons.generator, lessons.flat].forEach((each) =>
      each.dispose(),
    );
    [policy, flatPolicy, this.#planning].forEach((each) => each.dispose());
  }
}

function copyOf(params: GeneratorParams): GeneratorParams {
  return fromStored(toStored(params), params);
}
