import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import { GENERATOR_OPTIONS } from '../subgoals/generator-options.ts';

export const SUBGOALS_ARENA_OPTIONS = {
  ...GENERATOR_OPTIONS,
  discs: integer(3, [1, 8], 'discs', 'of radius 0.8 in a square of side 10, one of them on the straight way'),
  subgoals: integer(2, [1, 16], 'subgoals', 'of a way'),
  updates: integer(1200, [1, 10_000_000], 'updates', 'of training'),
  batch: integer(64, [1, 10_000], 'arenas', 'side by side, fresh at each update'),
  lr: number(0.002, [0, 1e38], 'rate', 'learning rate of Adam; it falls to 0 as a cosine'),
  margin: number(0.25, [0, 5], 'length', 'what is nearer to a disc or a wall costs, too'),
  depthCost: number(4, [0, 1e6], 'cost', 'of a unit of depth in disc or margin'),
  lengthCost: number(0.1, [0, 1e6], 'cost', 'of a unit of length'),
};

export type SubgoalsArenaOptions = OptionsOf<typeof SUBGOALS_ARENA_OPTIONS>;
