import { fromStored, split, toStored } from '@saccade/math';
import type { Key, Tensor, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, remembered, restoredStep } from '../run-checks.ts';
import { batchCourse } from './batch-course.ts';
import { TEST } from './course.ts';
import type { Course } from './course.ts';
import { drawReading } from './drawings.ts';
import { reberNet } from './net.ts';
import type { ReberNet } from './net.ts';
import { onlineCourse } from './online-course.ts';
import type { ReberOptions } from './options.ts';
import { makeReader } from './reader.ts';
import type { Reader } from './reader.ts';

const NAME = 'continual-reber';
/** Strings are read in so many streams, of which each has 12 symbols a string on average. */
const STREAMS = 10;
const STRING_LENGTH = 12;

/** A net that learns to foretell streams of Reber strings. */
export class ReberRun implements Run {
  readonly #net: ReberNet;
  readonly #reader: Reader;
  readonly #course: Course;
  /** Steps that training takes at most. */
  readonly #steps: number;

  /** @param key - consumed. */
  constructor(options: ReberOptions, key: Key) {
    this.#steps = options.learning === 'online' ? options.streams : options.updates;
    this.#net = reberNet(options);
    this.#reader = makeReader(this.#net);
    const parts = { net: this.#net, reader: this.#reader, options };
    this.#course = options.learning === 'online' ? onlineCourse(parts, key) : batchCourse(parts, key);
  }

  get totalSteps(): number {
    return this.#course.totalSteps;
  }

  get step(): number {
    return this.#course.standing.step;
  }

  get done(): boolean {
    return this.#course.done;
  }

  advance(): Metrics {
    checkGoesOn(NAME, this, 'steps');
    return this.#course.advance();
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(NAME, episodes);
    const [kTest, kStrings] = split(key, 2);
    const { params, standing } = this.#course;
    const lengths = this.#reader.errorFree(params, { key: kTest, ...TEST });
    const strings = {
      key: kStrings,
      streams: STREAMS,
      symbols: Math.ceil(episodes / STREAMS) * STRING_LENGTH,
    };
    return {
      perfect: standing.perfect ? 1 : 0,
      testLength: lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
      outerAccuracy: this.#reader.outerAccuracy(params, strings),
      steps: standing.step,
      symbols: standing.symbols,
    };
  }

  draw(key: Key): readonly Drawing[] {
    return drawReading(this.#net, this.#course.params, key);
  }

  weights(): Tree<Tensor> {
    return this.#course.params as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const { step, symbols, perfect } = this.#course.standing;
    const metadata = { run: NAME, step: String(step), symbols: String(symbols), perfect: String(perfect) };
    return { tensors: toStored(this.#course.tensors()), metadata };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(NAME, this.#steps, checkpoint);
    const { count, flag } = remembered(NAME, checkpoint.metadata);
    const standing = { step, symbols: count('symbols'), perfect: flag('perfect') };
    this.#course.load(fromStored(checkpoint.tensors, this.#course.tensors()), standing);
  }

  dispose(): void {
    this.#course.dispose();
    this.#reader.dispose();
  }
}
