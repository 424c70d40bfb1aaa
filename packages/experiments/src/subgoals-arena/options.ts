import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

export const SUBGOALS_ARENA_OPTIONS = {
  generator: choice(
    ['static', 'recurrent'],
    'all subgoals at once (architecture 1), or one at a time, fed back (architecture 2)',
    'Schmidhuber & Wahnsiedler 1992',
  ),
  discs: integer(3, [1, 8], 'discs', 'of radius 0.8 in a square of side 10, one of them on the straight way'),
  subgoals: integer(2, [1, 16], 'subgoals', 'of a way'),
  proposals: integer(6, [1, 32], 'plans', 'of which the one is walked that E likes best'),
  lookers: integer(32, [1, 1024], 'units', 'that look at each disc'),
  hidden: integer(40, [1, 4096], 'units', 'in each of two layers that propose places'),
  updates: integer(1200, [1, 10_000_000], 'updates', 'of training'),
  batch: integer(64, [1, 10_000], 'arenas', 'side by side, fresh at each update'),
  lr: number(0.002, [0, 1e38], 'rate', 'learning rate of Adam; it falls to 0 as a cosine'),
  margin: number(0.25, [0, 5], 'length', 'what is nearer to a disc or a wall costs, too'),
  depthCost: number(4, [0, 1e6], 'cost', 'of a unit of depth in disc or margin'),
  lengthCost: number(0.1, [0, 1e6], 'cost', 'of a unit of length'),
  refineSteps: integer(30, [1, 10_000], 'steps', 'down E at use, where ways are refined'),
};

export type SubgoalsArenaOptions = OptionsOf<typeof SUBGOALS_ARENA_OPTIONS>;
