import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import { GENERATOR_OPTIONS } from '../subgoals/generator-options.ts';

export const SUBGOALS_LEARNED_OPTIONS = {
  ...GENERATOR_OPTIONS,
  subgoals: integer(3, [1, 16], 'subgoals', 'of a way'),
  evaluatorHidden: integer(32, [1, 4096], 'units', 'of E in each of two layers'),
  controllerHidden: integer(24, [1, 4096], 'units', 'of C in each of two layers'),
  walkers: integer(64, [1, 10_000], 'walkers', 'side by side, in fresh squares at each round'),
  steps: integer(36, [2, 1000], 'steps', 'of a walk'),
  controllerRounds: integer(15, [1, 1_000_000], 'rounds', 'of walks from which C learns'),
  evaluatorRounds: integer(50, [1, 1_000_000], 'rounds', 'of walks by C from which E learns'),
  updates: integer(40, [1, 100_000], 'updates', 'of C or E after a round of walks'),
  generatorUpdates: integer(800, [1, 10_000_000], 'updates', 'of S through the frozen E'),
  batch: integer(256, [1, 100_000], 'pieces', 'of walks in an update of C or E'),
  planes: integer(48, [1, 10_000], 'squares', 'in an update of S'),
  lr: number(0.003, [0, 1e38], 'rate', 'learning rate of Adam for C and E; it falls to 0 as a cosine'),
  generatorLr: number(0.003, [0, 1e38], 'rate', 'the same for S'),
  stepCost: number(0.04, [0, 1e6], 'cost', 'of a step'),
  painCost: number(1.5, [0, 1e6], 'cost', 'of a unit of depth in a disc or its margin, felt for a step'),
  margin: number(0.5, [0, 5], 'length', 'so far from discs and walls pain begins'),
};

export type SubgoalsLearnedOptions = OptionsOf<typeof SUBGOALS_LEARNED_OPTIONS>;

/** C is asked for pushes that lead somewhere within so many steps. */
export const LONGEST = 12;
/** The flat controller is asked for whole ways: this is longer than the longest. */
export const FLAT_LONGEST = 64;
/** And at this pace of the straight way, in length per step: there is time for detours. */
export const FLAT_PACE = 0.22;
