// AC90 · A pole is balanced with the help of a critic that foretells each kind of pain by itself.
//
// Schmidhuber 1990, "Recurrent networks adjusted by adaptive critics": everything is seen, velocities too, but pain comes
// only with failure, and a failure may be far away. A critic with two outputs foretells how soon the pole will fall, and how
// soon the cart will leave the track, learning by TD(λ). C learns through M and the critic: a dream of some steps, and what
// the critic says of its end.
//
// With learning=critic the critic is all that C has: it sees actions as well, learns from what the last controllers lived through, and
// C does what it foresees least pain of. M then learns beside, to be judged, and nobody asks it. Poles come to stand some 340 steps
// so, mean over ten seeds, 20 at random, and not for ever as with M. Of what was tried with one seed (rates, discounts, longer returns) the
// best stood 1,500 steps for a round, and fell back.
//
// Rounds are those of `pole-non-markov`.
import { choice, integer, number } from './contract/option-specs.ts';
import type { Experiment } from './contract/types.ts';
import { POLE_DEVIATIONS } from './poles/deviations.ts';
import { POLE_METRICS } from './poles/judge.ts';
import { POLE_OPTIONS } from './poles/options.ts';
import type { PoleOptions } from './poles/options.ts';
import { PoleRun } from './poles/pole-run.ts';
import { poleWorld } from './poles/world.ts';

const NAME = 'pole-markov';
/** Steps that a pole has to stand. */
const GOAL = 10_000;

export const poleMarkov: Experiment<PoleOptions> = {
  name: NAME,
  title: 'A pole and a critic with two fears',
  paper: 'Schmidhuber 1990, Recurrent networks adjusted by adaptive critics',
  reproduces: 'C learns from failures alone, through M and a critic with a value for each kind of pain.',
  deviations: [
    ...POLE_DEVIATIONS,
    'The nets see everything at once, so none of them needs a memory: M and C have a layer of tanh units each.',
    'Pushing hurts a little (effort), so that C does not get stuck at full force.',
    'The critic learns in the same dreams as C, from the pain that M foretells.',
  ],
  options: {
    ...POLE_OPTIONS,
    learning: choice(
      ['model', 'critic'],
      'what C learns through: M, in dreams, or the critic alone, which then sees actions as well, from what was lived',
    ),
    pain: choice(['critic', 'failure'], 'what C avoids in dreams: what critic and M foretell, or M alone'),
    rounds: integer(100, [1, 1000], 'rounds', POLE_OPTIONS.rounds.doc),
    warmUp: integer(1, [1, 100], 'steps', POLE_OPTIONS.warmUp.doc),
    dream: integer(30, [2, 1000], 'steps', POLE_OPTIONS.dream.doc),
    batch: integer(64, [1, 4096], 'sequences', POLE_OPTIONS.batch.doc),
    dreamNoise: number(0.4, [0, 10], 'force', POLE_OPTIONS.dreamNoise.doc),
    effort: number(1, [0, 1000], 'pain', POLE_OPTIONS.effort.doc),
    criticHidden: integer(24, [1, 1024], 'units', 'hidden in the critic'),
    criticLr: number(0.01, [0, 1e6], 'rate', 'learning rate of the critic'),
    discount: number(0.97, [0, 1], 'share', 'γ: how much pain a step later counts'),
    lambda: number(0.9, [0, 1], 'share', 'λ of TD(λ)'),
  },
  presets: { quick: { rounds: 4 }, default: {}, paper: { pain: 'failure' } },
  metrics: POLE_METRICS,
  bestBy: 'trialSteps',
  targets: () => [{ metric: 'balanced', comparison: '≥', value: GOAL, statistic: 'worst', source: 'ours' }],
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new PoleRun(NAME, poleWorld('all', GOAL), options, key)),
};
