// FAST1 · Bits that are shown once and asked for after a time that nobody tells.
//
// After the experiments with unknown time lags of Schmidhuber 1992, "Learning to control fast-weight memories: an alternative to
// dynamic recurrent networks". Lines bring bits at every step; only those of the step with the mark are to be kept. S without hidden
// units writes by FROM and TO: their product is what opens the memory at the mark and shuts it else. As the fast weights hold
// one of two values for ever, delays of training set no limit.
import { BatchRun } from './batches/batch-run.ts';
import type { Experiment } from './contract/types.ts';
import { delayTask } from './unknown-delay/delay-task.ts';
import { UNKNOWN_DELAY_OPTIONS } from './unknown-delay/options.ts';
import type { UnknownDelayOptions } from './unknown-delay/options.ts';

export const fastUnknownDelay: Experiment<UnknownDelayOptions> = {
  name: 'fast-unknown-delay',
  title: 'Bits that are kept for an unknown time',
  paper: 'Schmidhuber 1992, Learning to control fast-weight memories',
  reproduces:
    'Keeping information over unknown time lags among distractors, by FROM and TO units without hidden units.',
  deviations: [
    'The task is ours: 4 bits, random bits on the same lines afterwards, one question after 5 to 30 steps in training and 1 to 60 in the test.',
    'Learning is by backpropagation through time on batches of sequences; the paper learns on line.',
    'A gradient longer than 0.1 is shortened to that. With Adam one seed in eight stays with FROM at a line of bits: it hurries small gradients, those of wrong solutions too. With plain descent it is one in a hundred.',
    'The first updates have steepness 4, where gradients neither vanish nor explode while a fast weight is near ½; at 10 from the beginning they explode over 30 steps, and nothing is learned.',
  ],
  options: UNKNOWN_DELAY_OPTIONS,
  presets: { quick: {}, default: {}, paper: { batch: 1, updates: 20_000, firstUpdates: 15_000, lr: 0.1 } },
  metrics: {
    loss: {
      unit: '',
      doc: 'squared distance of an answer to its bit, mean over a slice of training',
      better: 'lower',
    },
    bitAccuracy: {
      unit: 'share',
      doc: 'of the bits of fresh sequences: answer on the right side of ½',
      better: 'higher',
    },
    sequenceAccuracy: { unit: 'share', doc: 'of fresh sequences: all bits right', better: 'higher' },
    untrainedBitAccuracy: { unit: 'share', doc: 'bitAccuracy of the slow weights as they began' },
  },
  bestBy: 'loss',
  targets: () => [
    {
      metric: 'bitAccuracy',
      comparison: '≥',
      value: 1,
      statistic: 'worst',
      source: 'ours: every bit, every seed',
    },
  ],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new BatchRun(delayTask(options), key)),
};
