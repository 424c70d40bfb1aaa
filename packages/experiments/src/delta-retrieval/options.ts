import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

const PAPER = 'Schlag, Irie & Schmidhuber 2021';

export const DELTA_RETRIEVAL_OPTIONS = {
  setting: choice(
    ['unique', 'replaced'],
    'unique: N different keys, once each; replaced: 2N draws of N keys, the last value of a key counts',
    PAPER,
  ),
  memory: choice(
    ['dpfp1', 'linear', 'dpfp2', 'dpfp3', 'relu', 'softmax'],
    'feature map of keys and queries (linear: elu + 1), or softmax attention, which has no rule',
    PAPER,
  ),
  rule: choice(['sum', 'delta'], 'how fast weights are written', PAPER),
  keys: integer(100, [2, 600], 'keys', 'N, different keys and different values', PAPER),
  keySize: integer(64, [1, 1024], 'numbers', 'd, length of a key before the feature map', PAPER),
  lr: number(0.01, [0, 1e38], 'rate', 'learning rate of AdamW; the paper’s is 0.001'),
  weightDecay: number(
    0.1,
    [0, 1000],
    'rate',
    'times the learning rate is the share that each update takes from all weights; the paper has none',
  ),
  batch: integer(32, [1, 10_000], 'sequences', 'side by side', PAPER),
  stopAt: number(
    0.0005,
    [0, 1e38],
    'loss',
    'training ends when a check finds at most this: half of what counts as solved, as checks are samples; the paper’s is 0.001',
  ),
  patience: integer(
    200,
    [1, 1_000_000],
    'checks',
    'training ends after more checks than this without a better one, after 100 updates each; the paper’s is 10',
  ),
  updates: integer(100_000, [1, 10_000_000], 'updates', 'at most', PAPER),
};

export type DeltaRetrievalOptions = OptionsOf<typeof DELTA_RETRIEVAL_OPTIONS>;

export const DELTA_RETRIEVAL_PRESETS: Experiment<DeltaRetrievalOptions>['presets'] = {
  quick: { keys: 20, updates: 200 },
  default: {},
  paper: { lr: 0.001, weightDecay: 0, stopAt: 0.001, patience: 10 },
};
