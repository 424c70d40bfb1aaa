import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

export const SELF_REFERENTIAL_OPTIONS = {
  examples: integer(4, [1, 1000], 'steps', 'with answers; every four show all rows of the table of truth'),
  queries: integer(4, [1, 1000], 'steps', 'without answers, after them'),
  size: integer(
    16,
    [1, 1024],
    'units',
    'of the embedding and of the outputs of all matrices; heads must divide it',
  ),
  heads: integer(2, [1, 64], 'matrices', 'side by side'),
  updates: integer(400, [1, 10_000_000], 'updates', 'of training'),
  batch: integer(32, [1, 10_000], 'sequences', 'side by side'),
  lr: number(0.03, [0, 1e38], 'rate', 'learning rate of Adam; it falls to 0 as a cosine'),
  clip: number(1, [1e-6, 1e6], 'norm', 'gradients longer than this are shortened to it'),
};

export type SelfReferentialOptions = OptionsOf<typeof SELF_REFERENTIAL_OPTIONS>;
