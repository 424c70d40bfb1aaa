// AC90, World Models · C learns asleep: only in M's dreams, and is then carried to the world.
//
// Schmidhuber 1990 disconnects the environment and feeds M its own predictions; Ha & Schmidhuber 2018 train C in the dream of
// M and carry it over. Here M learns once, from carts that are pushed at random, and C learns in M's dreams alone. Beside it,
// from the same first weights, a C that goes back to the world round after round, as in `pole-non-markov`: how much of its
// score does the dreamer reach?
import { integer } from './contract/option-specs.ts';
import type { OptionsOf } from './contract/option-specs.ts';
import type { Experiment } from './contract/types.ts';
import { POLE_DEVIATIONS } from './poles/deviations.ts';
import { DreamRun } from './poles/dream-run.ts';
import { POLE_METRICS } from './poles/judge.ts';
import { PAIN, POLE_OPTIONS } from './poles/options.ts';
import { poleWorld } from './poles/world.ts';

const NAME = 'dream';
/** Steps that a pole has to stand. */
const GOAL = 1000;

const DREAM_OPTIONS = {
  ...POLE_OPTIONS,
  pain: PAIN,
  dream: integer(100, [2, 1000], 'steps', POLE_OPTIONS.dream.doc),
  dreamerEpisodes: integer(512, [1, 4096], 'episodes', 'pushed at random, from which the dreamer’s M learns'),
  dreamerModelUpdates: integer(1000, [1, 1_000_000], 'updates', 'of the dreamer’s M'),
  dreamerUpdates: integer(600, [1, 1_000_000], 'updates', 'of the dreamer’s C'),
};

type DreamOptions = OptionsOf<typeof DREAM_OPTIONS>;

export const dreamPole: Experiment<DreamOptions> = {
  name: NAME,
  title: 'Learned in a dream, and carried to the world',
  paper: 'Schmidhuber 1990, Making the world differentiable; Ha & Schmidhuber 2018, World Models',
  reproduces:
    'A C that learns inside M only balances a real pole nearly as long as one that learns with the world.',
  deviations: [
    ...POLE_DEVIATIONS,
    'The world is the pole without velocities; Ha & Schmidhuber’s were a car and a game.',
    'M is deterministic, as this world is, and C learns by the gradient through M: no mixtures, no temperature, no evolution.',
  ],
  options: DREAM_OPTIONS,
  presets: {
    quick: { rounds: 2, dreamerModelUpdates: 300, dreamerUpdates: 200 },
    default: {},
    paper: { pain: 'failure', dreamNoise: 0.5 },
  },
  metrics: {
    ...POLE_METRICS,
    awakeBalanced: {
      unit: 'steps',
      doc: 'balanced by the C that learned with the world in the loop',
      better: 'higher',
    },
    share: { unit: 'share', doc: 'balanced over awakeBalanced', better: 'higher' },
    awakeWorldSteps: { unit: 'steps', doc: 'worldSteps of the learner with the world in the loop' },
  },
  bestBy: 'trialSteps',
  targets: () => [{ metric: 'share', comparison: '≥', value: 0.9, source: 'ours' }],
  dataSets: () => [],
  create: ({ dreamerEpisodes, dreamerModelUpdates, dreamerUpdates, ...awake }, key) => {
    const once = { rounds: 1, episodes: dreamerEpisodes };
    const asleep = { ...awake, ...once, modelUpdates: dreamerModelUpdates, updates: dreamerUpdates };
    return Promise.resolve(new DreamRun(NAME, poleWorld('positions', GOAL), { asleep, awake }, key));
  },
};
