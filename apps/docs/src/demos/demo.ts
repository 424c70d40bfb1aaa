// The contract of a demo, inside the worker.
import type { Experiment, Options, Run } from '@saccade/experiments';
import type { Key } from '@saccade/math';
import type { Setting, Settings } from '../live/about.ts';

/** What an exhibit is made from. */
export interface Making {
  /** The run whose nets it shows, at every moment as far as they have learned. None in demos without training. */
  readonly run: Run | undefined;
  /** Of the run, resolved; empty without one. */
  readonly options: Options;
  readonly settings: Settings;
  /** For what chance decides in the exhibit; training does not see it. The key is consumed. */
  readonly key: Key;
}

/** Something to watch. It owns tensors only within a call, or frees them in `dispose`. */
export interface Exhibit {
  /** One step. */
  tick(): void;
  /** What is to be seen now: typed arrays and plain data. */
  view(): unknown;
  /** Takes a setting of the reader. */
  set(name: string, value: Setting): void;
  /** Settings that have changed by themselves, or that were corrected. */
  settings(): Settings;
  dispose(): void;
}

/** A demo, seen from the worker. */
export interface Demo {
  readonly experiment?: Experiment;
  open(making: Making): Exhibit;
}
