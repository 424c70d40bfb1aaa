import { choice, integer } from '../contract/option-specs.ts';

/** Options of S among discs. */
export const GENERATOR_OPTIONS = {
  generator: choice(
    ['static', 'recurrent'],
    'S makes all subgoals at once (architecture 1), or one at a time, fed back (architecture 2)',
    'Schmidhuber & Wahnsiedler 1992',
  ),
  proposals: integer(6, [1, 32], 'plans', 'of which the one is walked that E likes best'),
  refineSteps: integer(
    30,
    [1, 10_000],
    'steps',
    'of plans down E before they are walked, where they are refined',
  ),
  lookers: integer(32, [1, 1024], 'units', 'of S that look at each disc'),
  hidden: integer(40, [1, 4096], 'units', 'of S in each of two layers that propose places'),
};
