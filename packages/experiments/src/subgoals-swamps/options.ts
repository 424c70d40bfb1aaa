import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

export const SOURCE = 'Schmidhuber & Wahnsiedler 1992';

export const SUBGOALS_SWAMPS_OPTIONS = {
  swamps: choice(['one', 'several'], 'between start and goal', SOURCE),
  generator: choice(
    ['recurrent', 'static'],
    'one subgoal at a time, fed back (architecture 2), or all at once (architecture 1)',
    SOURCE,
  ),
  hidden: integer(40, [1, 4096], 'units', 'of the generator, in one layer', SOURCE),
  lr: number(0.03, [0, 1e38], 'rate', 'of plain gradient descent; 0.002 for several swamps', SOURCE),
  satisfaction: number(
    0.05,
    [0, 1],
    'share',
    'satisfied is who finds a way that costs at most this share of what the straight one costs',
  ),
  iterations: integer(200, [1, 10_000], 'iterations', 'at most; learning ends with satisfaction'),
};

export type SubgoalsSwampsOptions = OptionsOf<typeof SUBGOALS_SWAMPS_OPTIONS>;
