// HRL1 · Subgoals through an evaluator that is learned: nobody says what discs, walls or ways are.
//
// Schmidhuber 1991, "Learning to generate sub-goals for action sequences". Three nets learn one after the other. C, the low-level
// controller, wanders about and learns in hindsight which pushes lead where; it does not see discs. E learns from C's walks what it
// costs to be sent from one place to another among discs: steps, and pain in discs and near them. S learns through the frozen E
// to set subgoals: start, goal and discs vary. Then S plans, the plans descend E, and C walks from subgoal to subgoal.
//
// The rival, flat, is C with eyes for discs: as many weights, walks and updates as C, E and S have together, the same learning in
// hindsight, from pieces of walks that touched nothing, and it is given time for detours. Mostly it goes straight nevertheless:
// in hindsight most walks have been straight ones, and what wanders at random seldom comes around anything.
import type { Experiment } from './contract/types.ts';
import { LearnedRun } from './subgoals-learned/learned-run.ts';
import { SUBGOALS_LEARNED_METRICS } from './subgoals-learned/metrics.ts';
import { SUBGOALS_LEARNED_OPTIONS } from './subgoals-learned/options.ts';
import type { SubgoalsLearnedOptions } from './subgoals-learned/options.ts';

export const subgoalsLearned: Experiment<SubgoalsLearnedOptions> = {
  name: 'subgoals-learned',
  title: 'Subgoals through an evaluator that is learned',
  paper: 'Schmidhuber 1991, Learning to generate sub-goals for action sequences',
  reproduces:
    'Controller, evaluator and subgoal generator, all learned, one after the other; start, goal and one to six discs vary.',
  deviations: [
    'The world is ours: a walker with inertia in a square of 10, discs of radius 0.5 to 1.2, one of them always on the straight way.',
    'E is a sum of what the way costs and what each disc adds, seen in the direction of the way; that much is given.',
    'S makes several plans, which begin fanned out to both sides; E chooses. Plans descend E before they are walked: success; as they are: plainSuccess.',
    'E is good enough to plan by without S: refined, the fan of the untrained S does about as well (untrainedSuccess), after 5 steps of descent already (seed 0: 0.955, trained 0.958). What S learns shows in plans that are not refined.',
  ],
  options: SUBGOALS_LEARNED_OPTIONS,
  presets: {
    quick: { controllerRounds: 10, evaluatorRounds: 30, generatorUpdates: 300 },
    default: {},
    paper: {},
  },
  metrics: SUBGOALS_LEARNED_METRICS,
  targets: () => [
    { metric: 'success', comparison: '≥', value: 0.95, source: 'ours; the paper gives none' },
    // What S has learned by itself, without a descent at use.
    { metric: 'plainSuccess', comparison: '≥', value: 0.95, source: 'ours' },
  ],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new LearnedRun(options, key)),
};
