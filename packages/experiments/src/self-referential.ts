// SRWM · A matrix that rewrites itself finds out which function it is shown.
//
// Irie, Schlag, Csordás & Schmidhuber 2022, "A modern self-referential weight matrix that learns to modify itself"; the idea is
// Schmidhuber's of 1992/93. What is learned by gradient is only how the matrix begins, and how it is shown the world. From then on it
// decides itself what of it is rewritten, by examples of a boolean function, and then answers questions about that function.
import { BatchRun } from './batches/batch-run.ts';
import { InputError } from './contract/input-error.ts';
import type { Experiment } from './contract/types.ts';
import { booleanTask } from './self-referential/boolean-task.ts';
import { SELF_REFERENTIAL_OPTIONS } from './self-referential/options.ts';
import type { SelfReferentialOptions } from './self-referential/options.ts';

export const selfReferential: Experiment<SelfReferentialOptions> = {
  name: 'self-referential',
  title: 'A matrix that rewrites itself learns functions in context',
  paper:
    'Irie, Schlag, Csordás & Schmidhuber 2022, A modern self-referential weight matrix that learns to modify itself',
  reproduces: 'Few-shot learning by the self-referential weight matrix, on functions of two bits.',
  deviations: [
    'The task is ours, and tiny: AND, OR, XOR or NAND, never named; 4 examples with answers, then 4 questions. The paper’s few-shot tasks are pictures.',
    'One layer of two matrices between a linear embedding and a linear readout, without residual or feed-forward layers.',
  ],
  options: SELF_REFERENTIAL_OPTIONS,
  presets: {
    quick: { updates: 200 },
    default: {},
    paper: { lr: 0.001, updates: 10_000, size: 64, heads: 4 },
  },
  metrics: {
    loss: {
      unit: 'nat',
      doc: 'cross-entropy of an answer, mean over a slice of training',
      better: 'lower',
    },
    accuracy: {
      unit: 'share',
      doc: 'of questions in fresh sequences: answered right',
      better: 'higher',
    },
    frozenAccuracy: {
      unit: 'share',
      doc: 'accuracy if the matrix is never rewritten; the best without examples is 0.6875',
    },
    untrainedAccuracy: { unit: 'share', doc: 'accuracy of the matrix before training' },
  },
  bestBy: 'loss',
  targets: () => [
    { metric: 'accuracy', comparison: '≥', value: 0.995, statistic: 'worst', source: 'ours: every seed' },
  ],
  dataSets: () => [],
  create: (options, key) => {
    const { size, heads } = options;
    if (size % heads !== 0)
      return Promise.reject(new InputError([`heads must divide size, got ${heads} and ${size}`]));
    return Promise.resolve(new BatchRun(booleanTask(options), key));
  },
};
