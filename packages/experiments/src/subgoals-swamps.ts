// HRL2 · Ways around swamps: subgoals that are learned through an evaluator.
//
// Schmidhuber & Wahnsiedler 1992, "Planning simple trajectories using neural subgoal generators". It costs to walk through
// a swamp, the more the nearer to its middle. S proposes subgoals; E knows what a straight leg costs, and ∂E says to S where each
// subgoal should rather be: at each end of two legs. S gets to know one plane, from one start to one goal.
//
// How many iterations it takes depends on what the paper shows in figures alone: where swamps are and how deep. Steps are
// proportional to E · ∂E, so that cones twice as high are left about four times as fast: ours are as high as suits the paper's
// rates. What is reproduced is that with those rates a few dozen steps of plain descent are enough, for every seed.
import type { Experiment } from './contract/types.ts';
import { SOURCE, SUBGOALS_SWAMPS_OPTIONS } from './subgoals-swamps/options.ts';
import type { SubgoalsSwampsOptions } from './subgoals-swamps/options.ts';
import { SwampsRun } from './subgoals-swamps/swamps-run.ts';

/** The paper's figures are of one run each. */
const ITERATIONS = { one: 20, several: 22 };

export const subgoalsSwamps: Experiment<SubgoalsSwampsOptions> = {
  name: 'subgoals-swamps',
  title: 'Subgoals lead around swamps',
  paper: `${SOURCE}, Planning simple trajectories using neural subgoal generators`,
  reproduces:
    'One swamp with the recurrent architecture and several with the static one, 40 hidden units, through an analytic evaluator.',
  deviations: [
    'Positions, radii and depths of swamps are ours: the paper shows them in figures. They set how many iterations it takes: heights are chosen for the paper’s learning rates.',
    'Satisfaction is a way that costs at most 5 % of the straight one; the paper does not say when it was satisfied.',
    'Hidden units are tanh, outputs linear and added to the straight way; weights N(0, 1 / inputs), those of the outputs a tenth of it.',
  ],
  options: SUBGOALS_SWAMPS_OPTIONS,
  presets: { quick: {}, default: {}, paper: {} },
  metrics: {
    loss: { unit: '', doc: 'Σ ½E² of the way before the last iteration of a slice', better: 'lower' },
    satisfied: {
      unit: 'share',
      doc: '1 where the way costs at most satisfaction times the straight one, else 0',
      better: 'higher',
    },
    iterations: { unit: 'iterations', doc: 'until satisfied, or all', better: 'lower' },
    costShare: {
      unit: 'share',
      doc: 'cost of the way over that of the straight one, in float64',
      better: 'lower',
    },
    untrainedCostShare: { unit: 'share', doc: 'the same before learning' },
    detour: { unit: '', doc: 'length of the way over that of the straight one', better: 'lower' },
  },
  bestBy: 'loss',
  targets: ({ swamps }) => [
    { metric: 'satisfied', comparison: '≥', value: 1, statistic: 'worst', source: 'ours: every seed' },
    {
      ...{ metric: 'iterations', comparison: '≤', statistic: 'median' },
      ...{ value: ITERATIONS[swamps], paper: ITERATIONS[swamps], source: SOURCE },
    },
  ],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new SwampsRun(options, key)),
};
