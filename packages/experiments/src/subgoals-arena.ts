// HRL2 · Ways past discs that are different each time: subgoals learned through an analytic evaluator.
//
// Schmidhuber & Wahnsiedler 1992, "Planning simple trajectories using neural subgoal generators", with obstacles as inputs. From
// one corner of an arena to the other, three discs in between, the first on the straight way. Whether to pass it on the left or on
// the right is no smooth function of where the discs are, but a net is one: a single plan comes past in three arenas of four.
// So S makes several plans, fanned out to both sides at first, and the one is walked that E likes best.
import type { Experiment } from './contract/types.ts';
import { arenaTask } from './subgoals-arena/arena-task.ts';
import { BatchRun } from './batches/batch-run.ts';
import { SUBGOALS_ARENA_OPTIONS } from './subgoals-arena/options.ts';
import type { SubgoalsArenaOptions } from './subgoals-arena/options.ts';

export const subgoalsArena: Experiment<SubgoalsArenaOptions> = {
  name: 'subgoals-arena',
  title: 'Subgoals lead past discs',
  paper: 'Schmidhuber & Wahnsiedler 1992, Planning simple trajectories using neural subgoal generators',
  reproduces:
    'Static and recurrent subgoal generators that learn through an analytic evaluator, in arenas that vary.',
  deviations: [
    'The paper has one plane with swamps at a time; here each arena is fresh, and S sees its discs. The task is that of a public catalogue of such problems.',
    'S sees discs turned into the direction of the way, through a net of their own whose answers are summed.',
    'S makes several plans, which begin fanned out to both sides; E chooses. With one plan (proposals=1) it has to pass on a side that suits most arenas.',
    'Adam, and arenas by the batch; the paper has plain gradient descent.',
  ],
  options: SUBGOALS_ARENA_OPTIONS,
  presets: { quick: { updates: 300 }, default: {}, paper: {} },
  metrics: {
    loss: {
      unit: '',
      doc: 'Σ ½E² of a way, mostly of the best plan, mean over a slice of training',
      better: 'lower',
    },
    success: {
      unit: 'share',
      doc: 'of fresh arenas: the way through the subgoals touches no disc and stays in the square',
      better: 'higher',
    },
    refinedSuccess: { unit: 'share', doc: 'success of plans that have descended E at use', better: 'higher' },
    untrainedSuccess: { unit: 'share', doc: 'success of the plans as they began, fanned out; E chooses' },
    untrainedRefinedSuccess: {
      unit: 'share',
      doc: 'success of those that have descended E: planning without learning',
    },
    straightSuccess: { unit: 'share', doc: 'success without subgoals' },
    detour: { unit: '', doc: 'length of the way over that of the straight one', better: 'lower' },
  },
  bestBy: 'loss',
  targets: () => [
    { metric: 'success', comparison: '≥', value: 0.99, source: 'ours; an independent catalogue has 0.985' },
  ],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new BatchRun(arenaTask(options), key)),
};
