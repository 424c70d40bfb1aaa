// The contract between experiments and everything that runs them: command line, documents, sweeps.
import type { Key, StoredTensor, Tensor, Tree } from '@saccade/math';
import type { Statistic } from '../results/statistics.ts';
import type { OptionTable, Options } from './option-specs.ts';

/**
 * Sizes that every experiment offers: under 20 s, under 2 min on two cores, and the paper's own; and `modern`, the recipe
 * of today for the paper's problem, where an experiment has one.
 */
export const PRESETS = ['quick', 'default', 'paper', 'modern'] as const;
export type Preset = (typeof PRESETS)[number];

/** Measured numbers by name. The experiment's `metrics` says what each one is. */
export type Metrics = Readonly<Record<string, number>>;

/** What a metric measures. */
export interface MetricSpec {
  /** `share` is a number in 0..1. */
  readonly unit: string;
  readonly doc: string;
  /** Which way is good, where one is. */
  readonly better?: 'higher' | 'lower';
}

/** A figure to reach. */
export interface Target {
  /** Name of a metric of the evaluation. */
  readonly metric: string;
  readonly comparison: '≥' | '≤';
  readonly value: number;
  /** What of several seeds has to reach it; `worst`: every seed. Default: the mean. */
  readonly statistic?: Statistic;
  /** What the paper itself reports, where it reports a figure. */
  readonly paper?: number;
  /** Whose figure `value` is. */
  readonly source: string;
}

/** Bytes of data sets, by data set and part: `data.mnist.trainImages`. The host reads them. */
export type DataSets = Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;

/** A picture of a run: one self-contained `<svg>` element. */
export interface Drawing {
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/**
 * Everything a run needs to go on as if it had never stopped: parameters, optimiser states, keys and counters. It is
 * what `writeSafetensors(tensors, metadata)` takes and `readSafetensors` gives back.
 */
export interface Checkpoint {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * One training run in progress. It owns tensors: `dispose()` it. `advance` and `restore` change it, nothing else does.
 */
export interface Run {
  /** Parameter updates that the whole training takes. */
  readonly totalSteps: number;
  /** Updates made so far. */
  readonly step: number;
  /** Whether the training is complete. */
  readonly done: boolean;
  /** Trains for one slice, a fraction of a second, and says how it went. Throws when the run is done. */
  advance(): Metrics;
  /** Judges the present state on `episodes` fresh episodes drawn from `key`; training is not touched by it. */
  evaluate(key: Key, episodes: number): Metrics;
  state(): Checkpoint;
  /** Continues from a checkpoint of a run with the same options and key; the same bits follow. */
  restore(checkpoint: Checkpoint): void;
  /** Pictures of the present state, on scenes drawn from `key`. */
  draw(key: Key): readonly Drawing[];
  /** The learned parameters. They belong to the run. */
  weights(): Tree<Tensor>;
  dispose(): void;
}

/** A published experiment. `O`: its resolved options. */
export interface Experiment<O extends Options = Options> {
  /** As on the command line: `fovea`. */
  readonly name: string;
  readonly title: string;
  /** Authors, year, title. */
  readonly paper: string;
  /** What of the paper is reproduced, in one sentence. */
  readonly reproduces: string;
  /** What differs from the paper, and why. */
  readonly deviations: readonly string[];
  readonly options: OptionTable;
  /** The options in which a preset differs from the defaults. */
  readonly presets: Readonly<Record<Exclude<Preset, 'modern'>, Partial<O>>> & {
    readonly modern?: Partial<O>;
  };
  /** What its runs measure: a glossary of training and evaluation. */
  readonly metrics: Readonly<Record<string, MetricSpec>>;
  /** The metric of training, one with a good way, by which the best checkpoint of a run is kept. */
  readonly bestBy?: string;
  /** The figures to reach with these options. */
  targets(options: O): readonly Target[];
  /** Names of the data sets that these options need. */
  dataSets(options: O): readonly string[];
  /** A run at its beginning. `start()` must have resolved; the key is consumed. */
  create(options: O, key: Key, data: DataSets): Promise<Run>;
}
