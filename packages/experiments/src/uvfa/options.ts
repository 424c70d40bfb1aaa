import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

const SOURCE = 'Schaul et al. 2015';

export const UVFA_OPTIONS = {
  training: choice(
    ['factors', 'bootstrap'],
    'of the two streams: a table is factored, then they learn the factors; or they learn from what they say of the next state',
    SOURCE,
  ),
  factors: integer(32, [1, 256], 'factors', 'of a state and an action, and of a goal'),
  hidden: integer(256, [1, 1024], 'units', 'in each of two hidden layers of φ, and of the one net'),
  known: number(0.8, [0.01, 1], 'share', 'of the pairs of a state and a trained goal whose values are known'),
  heldOut: number(0.1, [0.01, 0.9], 'share', 'of the goals of three rooms that no training sees'),
  discount: number(0.95, [0, 1], '', 'γ'),
  factorUpdates: integer(2000, [1, 1_000_000], 'updates', 'of the factors; none in bootstrap'),
  factorRate: number(
    0.05,
    [1e-6, 10],
    'rate',
    'learning rate of Adam for factors; it falls to 0 as a cosine',
  ),
  decay: number(1e-4, [0, 1], '', 'the mean square of factors counts so much'),
  updates: integer(2000, [1, 1_000_000], 'updates', 'of the streams, and of the one net'),
  lr: number(0.01, [1e-6, 10], 'rate', 'learning rate of Adam for both; it falls to 0 as a cosine'),
  batch: integer(96, [1, 100_000], 'pairs', 'of a state and a goal in an update of the one net'),
};

export type UvfaOptions = OptionsOf<typeof UVFA_OPTIONS>;
