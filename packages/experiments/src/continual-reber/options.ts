import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

const PAPER = 'Gers, Schmidhuber & Cummins 2000';
const count = [1, 10_000_000] as const;

export const REBER_OPTIONS = {
  learning: choice(
    ['batches', 'online'],
    'truncated backpropagation over batches of streams by Adam, or the paper’s truncated gradient after every symbol',
  ),
  forgetGate: choice(['yes', 'no'], 'LSTM of 2000 or of 1997', PAPER),
  reset: choice(['never', 'strings'], 'whether somebody tells the net where a string begins', PAPER),
  blocks: integer(4, [1, 256], 'blocks', 'of memory cells that share gates', PAPER),
  cellsPerBlock: integer(2, [1, 256], 'cells', 'in each block', PAPER),
  initScale: number(0.2, [0.0001, 10], 'weight', 'weights begin uniform in ± this', PAPER),
  biasStep: number(
    0.5,
    [0, 10],
    'logit',
    'of gates: block j begins at ∓ j times this, forget gates at ±',
    PAPER,
  ),
  rate: number(0.5, [0, 1e38], 'rate', 'online: learning rate at the beginning of each stream', PAPER),
  rateDecay: number(1, [0, 1], 'factor', 'online: of the learning rate after each symbol', PAPER),
  streams: integer(
    30_000,
    count,
    'streams',
    'online: training streams at most; each ends with the first error',
    PAPER,
  ),
  symbols: integer(100_000, count, 'symbols', 'online: a stream ends after so many', PAPER),
  updates: integer(1000, count, 'updates', 'batches: of the weights'),
  batch: integer(16, [1, 4096], 'streams', 'batches: side by side'),
  piece: integer(
    50,
    [1, 10_000],
    'symbols',
    'batches: between updates; gradients go back so far, states further',
  ),
  pieces: integer(20, count, 'updates', 'batches: that a stream lasts, before another one takes its place'),
  lr: number(
    0.03,
    [0, 1e38],
    'rate',
    'batches: learning rate of Adam at first; it falls to 0 along a cosine',
  ),
  clip: number(1, [0.000001, 1_000_000], 'norm', 'batches: gradients longer than this are shortened to it'),
};

export type ReberOptions = OptionsOf<typeof REBER_OPTIONS>;

/** With four blocks, learning from batches stays in a local minimum for some seeds. */
const LARGER = { blocks: 8, biasStep: 0.1 };

export const REBER_PRESETS: Experiment<ReberOptions>['presets'] = {
  quick: { ...LARGER, cellsPerBlock: 4, updates: 300, streams: 300 },
  default: { ...LARGER, updates: 1500 },
  paper: { learning: 'online' },
  modern: { ...LARGER, cellsPerBlock: 4, updates: 5000 },
};
