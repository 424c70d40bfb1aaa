// UVF15 · What every action is worth, for goals that nobody has learned to reach.
//
// Schaul, Horgan, Gregor & Silver 2015, "Universal value function approximators". Rooms with lava; a table of values for some goals, with
// gaps. It is written as a product of a few factors of states and of goals; two streams learn to tell the factors from features. A goal
// that was never trained is a place that was: what it is worth there, for other goals, says much of how to get there.
import type { Experiment, Target } from './contract/types.ts';
import { UVFA_OPTIONS } from './uvfa/options.ts';
import type { UvfaOptions } from './uvfa/options.ts';
import { UvfaRun } from './uvfa/uvfa-run.ts';

const QUALITY = 'discounted return of greedy ways, as a share of that of full Q-learning';

export const uvfa: Experiment<UvfaOptions> = {
  name: 'uvfa',
  title: 'Values for any goal, told from what the goal is like',
  paper: 'Schaul, Horgan, Gregor & Silver 2015, Universal value function approximators',
  reproduces:
    'LavaWorld: two streams, trained in two stages or by bootstrapping, beside one net; goals and a room held out.',
  deviations: [
    'Map and features are ours: four rooms of 7 × 7; a unit for each column and for each row.',
    'Values of actions, not of states. Policies are judged against full Q-learning, which has a table for every goal.',
    'Factors come from gradient descent on the known entries of the table; the paper takes OptSpace.',
    'Goals are states, and the streams share parameters, as the paper suggests for that (its partially symmetric architecture): φ says the factors of a state’s actions and of the state itself, and ψ, which is linear, makes the factors of a goal from the latter. How is learned from trained goals alone. A ψ of its own on features, of which those of neighbouring goals overlapped, reached 0.79 of full Q-learning for held-out goals (10 seeds); so did kernel regression on places without any loss by factors or φ. It failed in narrow places, between lava and wall: there the mean of a goal’s neighbours holds that to run into the wall beside it is as good as to go there.',
    'Both begin with the same rates and updates. An update of the streams is of all states at once, which the product makes cheap; one of the one net is of a batch of pairs.',
    'Four fifths of the pairs of states and trained goals are known, and a tenth of the goals of three rooms is held out; doors are not.',
    'Of goals in the held-out room nothing is known but how they are as states, for goals outside: within the room hardly any way is found.',
    'When streams bootstrap, targets are clipped to 0 … 1, where returns lie, and last for 25 updates; without the one, values grew without bound, without the other, ways that were found were lost again. They learn from all pairs that are known, at once, and reach less for held-out goals than from factors; the one net beside them still learns from the table.',
  ],
  options: UVFA_OPTIONS,
  presets: { quick: { hidden: 128, updates: 1000 }, default: {}, paper: {} },
  metrics: {
    factorLoss: { unit: '', doc: 'square error of the factored table, with decay', better: 'lower' },
    streamLoss: { unit: '', doc: 'square error of the streams, mean over a slice', better: 'lower' },
    oneNetLoss: { unit: '', doc: 'square error of the one net, mean over a slice', better: 'lower' },
    trainedQuality: { unit: 'share', doc: `two streams, trained goals: ${QUALITY}`, better: 'higher' },
    heldOutQuality: { unit: 'share', doc: `two streams, goals held out: ${QUALITY}`, better: 'higher' },
    roomQuality: {
      unit: 'share',
      doc: `two streams, goals in the room held out: ${QUALITY}`,
      better: 'higher',
    },
    oneNetTrainedQuality: { unit: 'share', doc: 'trainedQuality of the one net', better: 'higher' },
    oneNetHeldOutQuality: { unit: 'share', doc: 'heldOutQuality of the one net', better: 'higher' },
    oneNetRoomQuality: { unit: 'share', doc: 'roomQuality of the one net', better: 'higher' },
    advantage: { unit: 'share', doc: 'heldOutQuality less that of the one net', better: 'higher' },
  },
  targets: ({ training }): Target[] =>
    training === 'factors'
      ? [
          { metric: 'heldOutQuality', comparison: '≥', value: 0.9, source: 'ours' },
          { metric: 'advantage', comparison: '≥', value: 0.05, source: 'ours: two streams beat one net' },
        ]
      : [{ metric: 'advantage', comparison: '≥', value: 0, source: 'ours' }],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new UvfaRun(options, key)),
};
