import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

const PAPER = 'Ba, Hinton, Mnih, Leibo & Ionescu 2016';
const count = [1, 10_000_000] as const;

export const ASSOCIATIVE_RETRIEVAL_OPTIONS = {
  model: choice(
    ['decayed', 'delta', 'gatedDelta', 'gated', 'lstm', 'control'],
    'decayed: fast weights of Ba et al.; delta, gatedDelta: the same with those rules; gated: Schlag & Schmidhuber 2017; lstm; control: a learned matrix in place of the fast weights',
    PAPER,
  ),
  hidden: integer(20, [1, 1024], 'units', 'R, hidden units', PAPER),
  pairs: integer(4, [1, 26], 'pairs', 'of a letter and a digit in a string', PAPER),
  innerSteps: integer(1, [1, 100], 'looks', 'into the fast weights for each step of time', PAPER),
  decay: number(
    1,
    [0, 1],
    'share',
    'λ of the decayed fast weights; strings are so short that nothing need fade',
  ),
  fastRate: number(0.5, [0, 1000], 'rate', 'η of the decayed fast weights'),
  fastSize: integer(10, [1, 1024], 'units', 'of each layer of the gated fast net'),
  recurrence: number(
    0.05,
    [0, 1],
    'share',
    'of the identity with which recurrent weights begin, as in public ports; the control begins with all of it',
  ),
  readout: integer(
    100,
    [1, 4096],
    'units',
    'rectified units between the last hidden state and the answer',
    PAPER,
  ),
  examples: integer(100_000, count, 'strings', 'to learn from', PAPER),
  epochs: integer(30, [1, 10_000], 'epochs', 'passes through them'),
  batch: integer(128, [1, 10_000], 'strings', 'side by side', PAPER),
  lr: number(0.01, [0, 1e38], 'rate', 'learning rate of Adam, which falls to 0 as a cosine does'),
  weightDecay: number(
    0,
    [0, 1000],
    'rate',
    'times the learning rate is the share that each update takes from all weights (AdamW)',
  ),
  clip: number(0, [0, 1e6], 'norm', 'gradients longer than this are shortened to it; 0: none is'),
  warmUp: number(
    0.04,
    [0, 1],
    'share',
    'of the updates, in which the learning rate rises to lr: units that die at the beginning are missed at the end',
  ),
};

export type AssociativeRetrievalOptions = OptionsOf<typeof ASSOCIATIVE_RETRIEVAL_OPTIONS>;

export const ASSOCIATIVE_RETRIEVAL_PRESETS: Experiment<AssociativeRetrievalOptions>['presets'] = {
  quick: { epochs: 1 },
  default: {},
  paper: { epochs: 100 },
};
