// FAST0 · Temporary variable binding: where is my car?
//
// Schmidhuber 1992, "Learning to control fast-weight memories: an alternative to dynamic recurrent networks". A car stops at
// one of three slots, whose detector is on for a single step; distractors go on and off at random. Later, at random steps, F is
// asked by its only input where the car is. What S has written into the three weights of F is all that remembers it.
import type { Key } from '@saccade/math';
import { PARKING_INPUTS, PARKING_SLOTS, parkingStream } from '@saccade/tasks';
import { integer, number } from './contract/option-specs.ts';
import type { Experiment } from './contract/types.ts';
import { ONLINE_DEVIATIONS, ONLINE_METRICS, onlineTargets } from './programmed/metrics.ts';
import { OnlineRun } from './programmed/online-run.ts';
import type { OnlineStream, OnlineTask } from './programmed/online-task.ts';
import { ONLINE_OPTIONS } from './programmed/options.ts';
import type { OnlineOptions } from './programmed/options.ts';

export const fastParking: Experiment<OnlineOptions> = {
  name: 'fast-parking',
  title: 'Temporary variable binding: where is my car?',
  paper: 'Schmidhuber 1992, Learning to control fast-weight memories',
  reproduces: 'The parking task: F 1→3, S 6→3 without hidden units, learned on line.',
  deviations: [
    ...ONLINE_DEVIATIONS,
    'The paper’s criterion for this task is open: ours is 100 questions, not steps, answered right one after the other.',
    'Questions come with probability ½ at each step of business; the paper says at random steps.',
  ],
  options: {
    ...ONLINE_OPTIONS,
    rate: number(1, [0, 1e6], 'rate', 'learning rate of the slow net'),
    steps: integer(10_000, [1, 10_000_000], 'steps', ONLINE_OPTIONS.steps.doc),
  },
  presets: { quick: {}, default: {}, paper: { rate: 0.02, clip: 1_000_000, steps: 100_000 } },
  metrics: ONLINE_METRICS,
  bestBy: 'loss',
  targets: () => onlineTargets({ value: 6000, source: 'Schmidhuber 1992, as recalled' }),
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new OnlineRun(TASK, options, key)),
};

const SLOTS = ['A', 'B', 'C'];

const TASK: OnlineTask = {
  name: 'fast-parking',
  sizes: { slowInputs: PARKING_INPUTS, fastInputs: 1, outputs: PARKING_SLOTS, form: 'each' },
  stream,
  inputNames: [...SLOTS.map((slot) => `stops at ${slot}`), 'noise', 'noise', 'noise', 'where is it?'],
  outputNames: SLOTS,
  weightNames: SLOTS.map((slot) => `weight of ${slot}`),
};

/** S sees detectors and distractors, F the question. */
function stream(key: Key): OnlineStream {
  const source = parkingStream(key);
  return {
    take: (count) => {
      const { inputs, queries, targets } = source.take(count);
      const width = PARKING_INPUTS + 1;
      const xs = new Float32Array(count * width);
      for (let t = 0; t < count; t++) {
        xs.set(inputs.subarray(t * PARKING_INPUTS, (t + 1) * PARKING_INPUTS), t * width);
        xs[t * width + PARKING_INPUTS] = queries[t];
      }
      return { xs, targets, asked: queries };
    },
  };
}
