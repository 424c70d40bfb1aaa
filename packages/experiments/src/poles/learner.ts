// How M and C learn to balance a pole: act in the world, let M learn from it, let C learn in M's dreams, and again.
import { disposeTree, foldIn, fromStored, split, tensor, tidy, toStored } from '@saccade/math';
import type { Key, Learner, Tensor, Tensor3D, Tree } from '@saccade/math';
import { cellActor, initMlp, record } from '@saccade/world-model';
import type { MlpParams } from '@saccade/world-model';
import type { Checkpoint, Metrics } from '../contract/types.ts';
import { remembered } from '../run-checks.ts';
import { drawPieces, lengthsOf, restoredExperience, storedExperience } from './experience.ts';
import type { LivedRounds } from './experience.ts';
import { poleLearning, poleNets } from './nets.ts';
import type { Asleep, PoleControllerParams, PoleModelParams, PoleNets } from './nets.ts';
import type { PoleOptions } from './options.ts';
import { heldNoise, noisyAct, PAINS, randomAct, stepsStood } from './world.ts';
import type { Act, PoleWorld } from './world.ts';

/** Updates in a slice of training. */
const SLICE = 50;
/** Rounds that a critic without M learns from. */
const RECENT = 4;
/** Poles that all have to stand in the trial at the end of a round. */
const TRIALS = 64;

interface Learners {
  readonly model: Learner<PoleModelParams>;
  readonly controller: Learner<PoleControllerParams>;
  readonly critic: Learner<MlpParams>;
}

/** How far a learner has come. It owns tensors. */
export interface Standing {
  readonly learners: Learners;
  readonly experience: LivedRounds;
  readonly step: number;
  readonly worldSteps: number;
  readonly solved: boolean;
}

/** Chance in each round and each update depends on the key and its number alone. */
export class PoleLearner {
  readonly nets: PoleNets;
  readonly world: PoleWorld;
  readonly options: PoleOptions;
  readonly totalSteps: number;
  readonly untrained: PoleControllerParams;
  readonly #learning: ReturnType<typeof poleLearning>;
  readonly #actor: ReturnType<typeof cellActor<Tree<Tensor>, unknown>>;
  readonly #keys: Readonly<Record<'world' | 'model' | 'dream' | 'trial', Key>>;
  #learners: Learners;
  #experience: LivedRounds;
  #step = 0;
  #worldSteps = 0;
  #solved = false;

  /** @param key - consumed. */
  constructor(world: PoleWorld, options: PoleOptions, key: Key) {
    const [kModel, kController, kCritic, kWorld, kPieces, kDream, kTrial] = split(key, 7);
    this.world = world;
    this.options = options;
    this.nets = poleNets(options, world.size);
    this.#learning = poleLearning(this.nets, options);
    this.#actor = cellActor(this.nets.controller);
    this.#keys = { world: kWorld, model: kPieces, dream: kDream, trial: kTrial };
    this.untrained = this.nets.controller.init(kController);
    const { model, controller, critic } = this.#learning;
    const judged = world.size + (options.learning === 'critic' ? 1 : 0);
    const sizes = [judged, options.criticHidden ?? 1, PAINS];
    this.#learners = {
      model: model.begin(this.nets.model.init(kModel)),
      controller: controller.begin(this.nets.controller.init(kController)),
      critic: critic.begin(initMlp({ sizes, initScale: 1 }, kCritic)),
    };
    this.#experience = { size: world.size, rounds: [] };
    this.totalSteps = options.rounds * this.#perRound;
  }

  get #perRound(): number {
    return this.options.modelUpdates + this.options.updates;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#solved || this.#step >= this.totalSteps;
  }

  get solved(): boolean {
    return this.#solved;
  }

  /** Rounds begun so far. */
  get rounds(): number {
    return Math.ceil(this.#step / this.#perRound);
  }

  /** Steps of single carts in the world so far, those of trials included. */
  get worldSteps(): number {
    return this.#worldSteps;
  }

  get model(): PoleModelParams {
    return this.#learners.model.params;
  }

  get controller(): PoleControllerParams {
    return this.#learners.controller.params;
  }

  /** Where C avoids in dreams what a critic foresees of their ends. */
  get critic(): MlpParams | undefined {
    const { pain, learning } = this.options;
    return pain === 'critic' && learning !== 'critic' ? this.#learners.critic.params : undefined;
  }

  /** Acts by a controller that has seen nothing yet. */
  act(controller: PoleControllerParams, batch: number): Act {
    return this.#actor.of(controller, batch);
  }

  /** Trains for one slice. What was lived through is forgotten when there is nothing left to learn from it. */
  advance(): Metrics {
    const metrics = this.#advance();
    if (this.done) this.#experience = { ...this.#experience, rounds: [] };
    return metrics;
  }

  #advance(): Metrics {
    const { modelUpdates } = this.options;
    const place = this.#step % this.#perRound;
    if (place === 0) this.#live();
    if (place < modelUpdates) {
      const modelLoss = this.#slice(Math.min(modelUpdates - place, SLICE), () => this.#trainModel());
      return { modelLoss };
    }
    const left = this.#perRound - place;
    const controllerLoss = this.#slice(Math.min(left, SLICE), () => this.#trainController());
    return left <= SLICE ? { controllerLoss, trialSteps: this.#try() } : { controllerLoss };
  }

  /** So many updates; returns their mean loss. */
  #slice(count: number, train: () => number): number {
    let total = 0;
    for (let i = 0; i < count; i++) {
      total += train();
      this.#step++;
    }
    return total / count;
  }

  /** A round of episodes in the world: at random at first, then by C and random pushes. */
  #live(): void {
    const { episodes, steps, noise } = this.options;
    const { learning } = this.world;
    const [kStart, kAct] = split(foldIn(this.#keys.world, this.rounds), 2);
    const act =
      this.rounds === 0
        ? randomAct(kAct, episodes)
        : noisyAct(this.act(this.controller, episodes), kAct, episodes, noise);
    const lived = record(learning, learning.reset(kStart, episodes), act, steps).episodes;
    this.#experience = { ...this.#experience, rounds: [...this.#experience.rounds, lived] };
    this.#worldSteps += lengthsOf(lived).reduce((sum, length) => sum + length, 0);
  }

  #trainModel(): number {
    const { batch: count, window } = this.options;
    const key = foldIn(this.#keys.model, this.#step);
    const { learner, loss } = tidy(() => {
      const pieces = drawPieces(this.#experience, { count, steps: window }, key);
      return this.#learning.model.update(this.#learners.model, pieces);
    });
    this.#learners = { ...this.#learners, model: learner };
    return loss;
  }

  #trainController(): number {
    return this.options.learning === 'critic' ? this.#trainAlone() : this.#trainAsleep();
  }

  /** The critic and C learn from what was lived. */
  #trainAlone(): number {
    const { batch: count, window: steps } = this.options;
    const key = foldIn(this.#keys.dream, this.#step);
    const { alone } = this.#learning;
    // What earlier controllers lived through says little of what this one will.
    const recent = { ...this.#experience, rounds: this.#experience.rounds.slice(-RECENT) };
    const { critic, learner, loss } = tidy(() => {
      const lived = drawPieces(recent, { count, steps }, key);
      const { learner: critic } = alone.critic.update(this.#learners.critic, {
        ...{ lived, controller: this.controller },
      });
      return {
        critic,
        ...alone.controller.update(this.#learners.controller, { lived, critic: critic.params }),
      };
    });
    this.#learners = { ...this.#learners, critic, controller: learner };
    return loss;
  }

  #trainAsleep(): number {
    const key = foldIn(this.#keys.dream, this.#step);
    const { critic, learner, loss } = tidy(() => {
      const asleep = this.#fallAsleep(key);
      if (this.options.pain !== 'critic') {
        const { critic } = this.#learners;
        return { critic, ...this.#learning.controller.update(this.#learners.controller, asleep) };
      }
      const { learner: critic } = this.#learning.critic.update(this.#learners.critic, {
        ...{ ...asleep, controller: this.controller },
      });
      const batch = { ...asleep, critic: critic.params };
      return { critic, ...this.#learning.controller.update(this.#learners.controller, batch) };
    });
    this.#learners = { ...this.#learners, critic, controller: learner };
    return loss;
  }

  /** Where dreams begin; the key is consumed. */
  #fallAsleep(key: Key): Asleep {
    const { batch: count, warmUp: steps, spare, dream, dreamNoise } = this.options;
    const [kPieces, kNoise] = split(key, 2);
    const noise = heldNoise(kNoise, dream, count, dreamNoise);
    const { observations, actions } = drawPieces(this.#experience, { count, steps, spare }, kPieces);
    const pushes = tensor<Tensor3D>(noise, [dream, count, 1]);
    return { model: this.model, seen: { observations, actions }, noise: pushes };
  }

  /** How long poles stand, on average; when all stand to the end, there is nothing left to learn. */
  #try(): number {
    const { judging, goal } = this.world;
    const start = judging.reset(foldIn(this.#keys.trial, this.rounds), TRIALS);
    const stood = stepsStood(judging, start, this.act(this.controller, TRIALS));
    const total = stood.reduce((sum, steps) => sum + steps, 0);
    this.#worldSteps += total;
    this.#solved = total === TRIALS * goal;
    return total / TRIALS;
  }

  /** Everything that goes on but the step, by names of tensors and of other things. */
  state(): Checkpoint {
    return {
      tensors: { ...toStored(this.#learners), ...storedExperience(this.#experience) },
      metadata: { worldSteps: String(this.#worldSteps), solved: String(this.#solved) },
    };
  }

  /**
   * Reads such a state; this learner stays as it is until it goes on from it.
   * @throws when it does not fit.
   */
  read(name: string, { tensors, metadata }: Checkpoint, step: number): Standing {
    const { episodes: batch, steps } = this.options;
    const { count: whole, flag } = remembered(name, metadata);
    const [worldSteps, solved] = [whole('worldSteps'), flag('solved')];
    const count = solved || step >= this.totalSteps ? 0 : Math.ceil(step / this.#perRound);
    const { experience, others } = restoredExperience(name, tensors, {
      size: this.world.size,
      count,
      batch,
      steps,
    });
    return { learners: fromStored(others, this.#learners), experience, step, worldSteps, solved };
  }

  /** Takes the standing over. */
  goOnFrom({ learners, experience, step, worldSteps, solved }: Standing): void {
    disposeTree(this.#learners);
    [this.#learners, this.#experience] = [learners, experience];
    [this.#step, this.#worldSteps, this.#solved] = [step, worldSteps, solved];
  }

  dispose(): void {
    disposeTree([this.#learners, this.untrained]);
    this.#learning.dispose();
    this.#actor.dispose();
  }
}
