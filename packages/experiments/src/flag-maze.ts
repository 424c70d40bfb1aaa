// AC90 · A maze that was told at its beginning: the flag says which arm of the fork is right.
//
// Schmidhuber 1990, "Making the world differentiable", whose flag mazes are not described in sizes: these are ours. All places
// between the flag and the fork look alike, so both nets have to remember the flag. M, an LSTM, learns to foretell what is
// seen and felt from what C does; C, an LSTM, learns through M alone: it follows the gradient of what M foretells that it
// will feel.
//
// What was needed, and what failed before. (1) Rewards of arriving last until the episode's end: where an episode ended with
// arriving, later steps had no part in it, waiting cost nothing, and C learned to stay away from the fork. (2) C acts within
// M while it learns (`sees: 'model'`). With the world's observations and M's Jacobians, as in `flip-flop`, C stayed away from
// arms: a hard choice among four ways is no smooth function, and gradients of the two did not fit together. (3) Choices are
// soft (Gumbel softmax), the world takes the largest. With hard choices M learned faster and C did not. (4) C's outputs are
// kept small, else C was certain of one arm before M knew about the flags, and no gradient was left. (5) A C
// that does not find out gives way to a new one, M stays: without that one seed of five was not solved within 6,000 updates.
import type { Experiment } from './contract/types.ts';
import { MazeRun } from './flag-maze/maze-run.ts';
import { MAZE_OPTIONS, MAZE_PRESETS } from './flag-maze/options.ts';
import type { MazeOptions } from './flag-maze/options.ts';

export const flagMazeExperiment: Experiment<MazeOptions> = {
  name: 'flag-maze',
  title: 'A flag, remembered through a world model',
  paper: 'Schmidhuber 1990, Making the world differentiable',
  reproduces:
    'A maze that is not Markov: C, trained through a learned M, remembers which way a flag pointed.',
  deviations: [
    'The maze is ours: a corridor of five steps and a fork; the paper gives no sizes.',
    'M and C are LSTMs that learn from batches of episodes by Adam and backpropagation through time; the paper’s nets learn on line.',
    'Pleasure of the right arm and pain of the wrong one last until the end of the 20 steps.',
    'A C that has not found out within 1,500 updates gives way to a new one; M stays.',
    'C learns within M, from real beginnings of episodes: M sees its own forecasts. C’s choices are drawn softly, and kept from being certain.',
  ],
  options: MAZE_OPTIONS,
  presets: MAZE_PRESETS,
  metrics: {
    modelLoss: {
      unit: 'nat',
      doc: 'of M, mean over steps of a slice: observations and weighted feelings',
      better: 'lower',
    },
    controlLoss: {
      unit: '',
      doc: 'of C, mean over steps of a slice; 0 while M learns alone',
      better: 'lower',
    },
    tested: { unit: 'share', doc: 'success on 200 fresh episodes after a slice', better: 'higher' },
    success: {
      unit: 'share',
      doc: 'of fresh episodes that ended in the right arm, for the worse one of the two flags',
      better: 'higher',
    },
    successNorth: { unit: 'share', doc: 'of those with the flag in the north', better: 'higher' },
    successSouth: { unit: 'share', doc: 'of those with the flag in the south', better: 'higher' },
    untrainedSuccess: { unit: 'share', doc: 'success of C as it began' },
    updates: { unit: 'updates', doc: 'of M until training ended', better: 'lower' },
    openLoopError: {
      unit: '',
      doc: 'squared error of feelings that M foretells, who sees the first of 20 steps alone, and all actions',
      better: 'lower',
    },
    pain: {
      unit: '',
      doc: 'missing pleasure and pain of a step, weighted squares as C has them',
      better: 'lower',
    },
    exploitationGap: { unit: '', doc: 'pain of C in M alone minus its pain in the world' },
  },
  bestBy: 'tested',
  targets: () => [
    {
      metric: 'success',
      comparison: '≥',
      value: 1,
      statistic: 'worst',
      source: 'ours: both flags, every seed',
    },
  ],
  dataSets: () => [],
  create: async (options, key) => new MazeRun(options, key),
};
