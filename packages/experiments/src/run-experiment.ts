import { key, split, start } from '@saccade/math';
import type { Key } from '@saccade/math';
import { areFinite, DivergedError, isFiniteState } from './contract/diverged-error.ts';
import { InputError } from './contract/input-error.ts';
import type { Options } from './contract/option-specs.ts';
import type { Checkpoint, DataSets, Drawing, Experiment, Metrics, Run } from './contract/types.ts';
import { weightsSha256 } from './weights-sha256.ts';

/** A moment of a training. */
export interface Progress {
  /** Parameter updates made so far, of `totalSteps`. */
  readonly step: number;
  readonly totalSteps: number;
  /** Of the last slice; none before the first. */
  readonly metrics: Metrics;
}

/** What {@link openRun} needs beside experiment and options. */
export interface OpenOptions {
  /** Everything random follows from it, together with experiment and options. A whole number, 0 ≤ seed < 2³². */
  readonly seed: number;
  /** The data sets that `experiment.dataSets(options)` names. */
  readonly data?: DataSets;
  /** Continues from here instead of from the beginning. It must come from the same experiment, options and seed. */
  readonly checkpoint?: Checkpoint;
}

/** Options of {@link runExperiment}. */
export interface RunOptions extends OpenOptions {
  /** Fresh episodes of the evaluation. Default 1,000. */
  readonly episodes?: number;
  /** Called after every slice of training; the last call has `step === totalSteps`. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Called with the state after every `checkpointEvery` slices, at the end of training, and before an interruption; never
   * with a state that is not finite.
   */
  readonly onCheckpoint?: (checkpoint: Checkpoint, progress: Progress) => void;
  /** Slices between checkpoints. Default: none but the last. */
  readonly checkpointEvery?: number;
  /** Stops the training between two slices: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a run gave. */
export interface RunResult<O extends Options = Options> {
  readonly experiment: string;
  readonly seed: number;
  readonly options: O;
  /** Of the evaluation, on fresh episodes. */
  readonly metrics: Metrics;
  /** Parameter updates made. */
  readonly steps: number;
  /** Of the trained weights: the same for the same experiment, options and seed, in Node and in browsers. */
  readonly weightsSha256: string;
  readonly drawings: readonly Drawing[];
}

/** The three independent sources of chance of a run: training never sees what evaluation draws. */
export interface RunKeys {
  readonly training: Key;
  readonly evaluation: Key;
  readonly drawing: Key;
}

/** The keys of the run with this seed. */
export function runKeys(seed: number): RunKeys {
  const [training, evaluation, drawing] = split(key(seed), 3);
  return { training, evaluation, drawing };
}

/**
 * A run at its beginning or at a checkpoint, to be trained, evaluated or drawn by hand. The caller disposes it.
 * @throws {@link InputError} when a data set is missing.
 */
export async function openRun<O extends Options>(
  experiment: Experiment<O>,
  options: O,
  { seed, data = {}, checkpoint }: OpenOptions,
): Promise<Run> {
  const missing = experiment.dataSets(options).filter((name) => !Object.hasOwn(data, name));
  if (missing.length > 0) {
    throw new InputError(missing.map((name) => `${experiment.name} needs the data set ${name}`));
  }
  await start();
  const run = await experiment.create(options, runKeys(seed).training, data);
  try {
    if (checkpoint) run.restore(checkpoint);
    return run;
  } catch (error) {
    run.dispose();
    throw error;
  }
}

/**
 * Trains, then evaluates and draws: the loop that every experiment runs in.
 * @param options - resolved, from `resolveOptions`.
 * @throws {@link DivergedError} when a metric of training is not finite, or a tensor where a checkpoint is due.
 */
export async function runExperiment<O extends Options>(
  experiment: Experiment<O>,
  options: O,
  settings: RunOptions,
): Promise<RunResult<O>> {
  const { seed, episodes = 1000 } = settings;
  const run = await openRun(experiment, options, settings);
  try {
    await train(run, settings);
    const keys = runKeys(seed);
    return {
      experiment: experiment.name,
      seed,
      options,
      metrics: run.evaluate(keys.evaluation, episodes),
      steps: run.step,
      weightsSha256: await weightsSha256(run.weights()),
      drawings: run.draw(keys.drawing),
    };
  } finally {
    run.dispose();
  }
}

async function train(run: Run, settings: RunOptions): Promise<void> {
  const { onProgress, onCheckpoint, checkpointEvery = Infinity, signal } = settings;
  let metrics: Metrics = {};
  const progress = () => ({ step: run.step, totalSteps: run.totalSteps, metrics });
  const hold = () => {
    const state = run.state();
    if (!isFiniteState(state)) throw new DivergedError(run.step, metrics, state);
    onCheckpoint?.(state, progress());
  };
  for (let slices = 1; !run.done; slices++) {
    if (signal?.aborted) {
      hold();
      throw signal.reason;
    }
    metrics = advance(run);
    if (!areFinite(metrics)) throw new DivergedError(run.step, metrics, run.state());
    onProgress?.(progress());
    if (run.done || slices % checkpointEvery === 0) hold();
    await nextTask();
  }
}

/** A slice of training. What a run throws because its numbers are none any more is a divergence, and its cause. */
function advance(run: Run): Metrics {
  try {
    return run.advance();
  } catch (cause) {
    const state = run.state();
    throw isFiniteState(state) ? cause : new DivergedError(run.step, {}, state, { cause });
  }
}

/** Lets the host handle what has happened meanwhile: signals, messages, painting. A message comes sooner than any timer. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
