import { adamW, clipByGlobalNorm, compile, constantSchedule, cosineDecay, disposeTree, foldIn, fromStored, item, linearWarmup, split, tidy, toStored, trainer } from '@saccade/math'; // prettier-ignore
import type {
  Compiled,
  Key,
  Learner,
  Optimiser,
  Scalar,
  Schedule,
  Tensor,
  Trainer,
  Tree,
} from '@saccade/math';
import { retrievalStrings } from '@saccade/tasks';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, restoredStep } from '../run-checks.ts';
import { asTensors, trainingSet } from './data.ts';
import type { TrainingSet } from './data.ts';
import { drawReading } from './drawings.ts';
import { reader } from './model.ts';
import type { Reader, ReaderParams, Strings } from './model.ts';
import type { AssociativeRetrievalOptions } from './options.ts';

const NAME = 'associative-retrieval';
/** Updates in a slice of training: a few tenths of a second. */
const SLICE = 100;
/** Strings of an episode: a thousand episodes are the paper's 10,000 test strings. */
const EPISODE = 10;
/** Episodes that are judged side by side, at most. */
const JUDGED = 50;

/** A net learns to read strings. Which strings update `i` sees depends on the run's key and `i` alone. */
export class ReadingRun implements Run {
  readonly totalSteps: number;
  readonly #options: AssociativeRetrievalOptions;
  readonly #reader: Reader;
  readonly #data: TrainingSet;
  readonly #trainer: Trainer<ReaderParams, Strings>;
  readonly #wrong: Compiled<[ReaderParams, Strings], Scalar>;
  #learner: Learner<ReaderParams>;
  #step = 0;

  /** @param key - consumed. */
  constructor(options: AssociativeRetrievalOptions, key: Key) {
    const [kParams, kData] = split(key, 2);
    this.#options = options;
    this.#reader = reader(options);
    this.#data = trainingSet(options, kData);
    this.totalSteps = options.epochs * this.#data.batches;
    this.#trainer = trainer(optimiserOf(options, this.totalSteps), this.#reader.loss);
    this.#wrong = compile(this.#reader.wrong);
    this.#learner = this.#trainer.begin(this.#reader.init(kParams));
  }

  get step(): number {
    return this.#step;
  }

  get done(): boolean {
    return this.#step >= this.totalSteps;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this);
    const slice = Math.min(SLICE, this.totalSteps - this.#step);
    let total = 0;
    for (let i = 0; i < slice; i++) {
      const { learner, loss } = tidy(() => this.#trainer.update(this.#learner, this.#data.batch(this.#step)));
      this.#learner = learner;
      total += loss;
      this.#step++;
    }
    return { trainLoss: total / slice };
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    let wrong = 0;
    for (let from = 0; from < episodes; from += JUDGED) {
      const size = EPISODE * Math.min(JUDGED, episodes - from);
      const strings = retrievalStrings(foldIn(key, from), size, this.#options.pairs);
      const all = Int32Array.from({ length: size }, (_, i) => i);
      wrong += tidy(() => item(this.#wrong(this.#learner.params, asTensors(strings, all))));
    }
    return { error: wrong / (episodes * EPISODE) };
  }

  state(): Checkpoint {
    return { tensors: toStored(this.#learner), metadata: { run: NAME, step: String(this.#step) } };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.totalSteps, checkpoint);
    const old = this.#learner;
    this.#learner = fromStored(checkpoint.tensors, old);
    disposeTree(old);
    this.#step = step;
  }

  draw(key: Key): readonly Drawing[] {
    return drawReading(this.#reader, this.#learner.params, this.#options, key);
  }

  weights(): Tree<Tensor> {
    return this.#learner.params as unknown as Tree<Tensor>;
  }

  dispose(): void {
    disposeTree(this.#learner);
    this.#trainer.dispose();
    this.#wrong.dispose();
  }
}

function optimiserOf(options: AssociativeRetrievalOptions, updates: number): Optimiser {
  const learningRate = risingThenFalling(options, updates);
  const free = adamW({ learningRate, weightDecay: options.weightDecay });
  return options.clip === 0 ? free : clipByGlobalNorm(options.clip, free);
}

/** A straight line up to the learning rate, then half a cosine down to 0. */
function risingThenFalling({ lr, warmUp }: AssociativeRetrievalOptions, updates: number): Schedule {
  if (lr === 0) return constantSchedule(0);
  const rising = Math.min(Math.round(warmUp * updates), updates - 1);
  const falling = cosineDecay({ start: lr, steps: updates - rising });
  return rising === 0 ? falling : linearWarmup({ steps: rising, then: falling });
}
