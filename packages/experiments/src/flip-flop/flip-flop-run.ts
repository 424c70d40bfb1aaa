import { disposeTree, split, foldIn, tensor, uniformValues } from '@saccade/math';
import type { Key, StoredTensor, Tensor, Tree } from '@saccade/math';
import type { FlipFlopState } from '@saccade/tasks';
import { onlinePair } from '@saccade/world-model';
import type { OnlinePair } from '@saccade/world-model';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import {
  checkEpisodes,
  checkGoesOn,
  checkKnown,
  remembered,
  restoredStep,
  storedData,
} from '../run-checks.ts';
import { drawFlipFlop } from './drawings.ts';
import { foresight } from './foresight.ts';
import { errorFreeStreams, isWrong, seenOf, WORLD } from './judge.ts';
import type { FlipFlopOptions } from './options.ts';

const NAME = 'flip-flop';
const SLICE = 1000;
/** Acceptable are so many steps without a wrong output, weights fixed: of ten streams at the end of training, of one more later. */
const ACCEPTABLE = 1000;
const TESTS = 10;
/** Steps of each stream of the evaluation. */
const EPISODE = 100;
/** C is judged after a slice that ended with so many right outputs. */
const PROMISING = 50;

/** C and M in one endless stream. Training ends when a C whose weights are fixed is acceptable on a fresh stream. */
export class FlipFlopRun implements Run {
  readonly #options: FlipFlopOptions;
  readonly #pair: OnlinePair;
  readonly #untrained: OnlinePair;
  readonly #kWorld: Key;
  readonly #kChance: Key;
  readonly #kTests: Key;
  #world: FlipFlopState;
  /** What was seen last. */
  #seen: Float32Array;
  #step = 0;
  /** Whether M has learned: C's turn, in sequential training. */
  #modelIsDone = false;
  #solved = false;
  #tensors: Tree<Tensor> | undefined;

  /** @param key - consumed. */
  constructor(options: FlipFlopOptions, key: Key) {
    const [kPair, kWorld, kChance, kTests] = split(key, 4);
    this.#options = options;
    this.#pair = pairOf(options, kPair);
    this.#untrained = pairOf(options, kPair);
    [this.#kWorld, this.#kChance, this.#kTests] = [kWorld, kChance, kTests];
    this.#world = WORLD.reset(kWorld, 1);
    this.#seen = seenOf(this.#world);
  }

  get totalSteps(): number {
    return this.#solved ? this.#step : this.#options.steps;
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#solved || this.#step >= this.#options.steps;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this, 'steps');
    const count = Math.min(SLICE - (this.#step % SLICE), this.#options.steps - this.#step);
    const chance = uniformValues(foldIn(this.#kChance, this.#step), 2 * count);
    const slice = { pain: 0, modelError: 0, rightInRow: 0 };
    for (let t = 0; t < count; t++) {
      const { pain, surprise, right } = this.#live(chance[2 * t], chance[2 * t + 1]);
      slice.pain += pain / count;
      slice.modelError += (surprise * surprise) / count;
      slice.rightInRow = right ? slice.rightInRow + 1 : 0;
    }
    this.#step += count;
    if (this.#learners().controller && slice.rightInRow >= PROMISING)
      this.#solved = this.#isAcceptable(foldIn(this.#kTests, this.#step), TESTS);
    if (slice.modelError < this.#options.modelError) this.#modelIsDone = true;
    return slice;
  }

  /** One step of the world, and of learning. */
  #live(draw: number, instead: number): { pain: number; surprise: number; right: boolean } {
    const learners = this.#learners();
    const actions = this.#pair.act(this.#seen);
    const right = !isWrong(actions[0], WORLD.targets(this.#world)[0]);
    if (draw < this.#explored(learners.model, learners.controller)) actions[0] = instead;
    const [foretold] = this.#pair.foretell(actions);
    this.#world = WORLD.step(this.#world, actions);
    this.#seen = seenOf(this.#world);
    this.#pair.learn(this.#seen, learners);
    return { pain: this.#seen[0], surprise: this.#seen[0] - foretold, right };
  }

  #learners(): { readonly model: boolean; readonly controller: boolean } {
    const { regime, modelSteps } = this.#options;
    if (regime === 'parallel') return { model: true, controller: true };
    const controller = this.#modelIsDone || this.#step >= modelSteps;
    return { model: !controller, controller };
  }

  /** M alone learns from chance alone, C alone from what it does itself. */
  #explored(model: boolean, controller: boolean): number {
    if (!controller) return 1;
    return model ? this.#options.explore : 0;
  }

  #isAcceptable(key: Key, streams: number): boolean {
    return errorFreeStreams(this.#pair.controller, WORLD.reset(key, streams), ACCEPTABLE) === streams;
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const [kStreams, kAgain, kForesight] = split(key, 3);
    const fresh = WORLD.reset(kStreams, episodes);
    const share = ({ controller }: OnlinePair): number =>
      errorFreeStreams(controller, fresh, EPISODE) / episodes;
    return {
      solved: this.#solved && this.#isAcceptable(kAgain, 1) ? 1 : 0,
      stepsToSolve: this.#step,
      errorFree: share(this.#pair),
      untrainedErrorFree: share(this.#untrained),
      ...foresight(this.#pair, kForesight),
    };
  }

  draw(key: Key): readonly Drawing[] {
    return drawFlipFlop(this.#pair, key);
  }

  weights(): Tree<Tensor> {
    disposeTree(this.#tensors ?? {});
    const { controller, model } = this.#pair;
    this.#tensors = Object.fromEntries(
      Object.entries({ controller, model }).map(([name, { units, weights }]) => [
        name,
        tensor(weights, [units, weights.length / units]),
      ]),
    );
    return this.#tensors;
  }

  state(): Checkpoint {
    const arrays = { ...this.#pair.memory, seen: this.#seen };
    return {
      tensors: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, stored(array)])),
      metadata: {
        ...{ run: NAME, step: String(this.#step) },
        ...{ modelIsDone: String(this.#modelIsDone), solved: String(this.#solved) },
      },
    };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.#options.steps, checkpoint);
    const seen = new Float32Array(this.#seen.length);
    const arrays = { ...this.#pair.memory, seen };
    const { flag } = remembered(NAME, checkpoint.metadata);
    const [modelIsDone, solved] = [flag('modelIsDone'), flag('solved')];
    checkKnown(NAME, checkpoint.tensors, (what) => Object.hasOwn(arrays, what));
    const found = Object.entries(arrays).map(([name, array]) => {
      const data = storedData<Float32Array>(NAME, checkpoint.tensors, name, stored(array));
      return () => array.set(data);
    });
    for (const take of found) take();
    this.#seen = seen;
    this.#step = step;
    [this.#modelIsDone, this.#solved] = [modelIsDone, solved];
    this.#world = WORLD.reset(this.#kWorld, 1);
    // What comes does not depend on what is done.
    for (let t = 0; t < step; t++) this.#world = WORLD.step(this.#world, new Float32Array(1));
  }

  dispose(): void {
    disposeTree(this.#tensors ?? {});
  }
}

function pairOf(options: FlipFlopOptions, key: Key): OnlinePair {
  const { method, initScale } = options;
  return onlinePair(
    {
      ...{ feelings: 1, observations: WORLD.observationSize, actions: 1, foretells: 'feelings' },
      controller: {
        ...{ units: options.controllerUnits, ticks: options.controllerTicks, initScale },
        ...{ method, rate: options.controllerRate },
      },
      model: {
        ...{ units: options.modelUnits, ticks: options.modelTicks, initScale },
        ...{ method, rate: options.modelRate },
      },
    },
    key,
  );
}

function stored(array: Float32Array | Float64Array): StoredTensor {
  const shape = [array.length];
  return array instanceof Float64Array
    ? { dtype: 'F64', shape, data: array.slice() }
    : { dtype: 'F32', shape, data: array.slice() };
}
