// ATT1 · A fovea that learns to find a target, through a world model.
//
// Schmidhuber & Huber 1991, "Learning to generate artificial fovea trajectories for target detection": translation only,
// one object. M learns what the retina will see after a movement; C learns to move through M's Jacobian, from the last
// input alone: E = ‖d − x(n)‖², d = the view of the fixated target.
//
// The paper gives no success rate; ours is defined in the glossary.
import type { Experiment, Metrics } from './contract/types.ts';
import {
  CHUNK,
  hitRate,
  holdRate,
  meanSaccades,
  modelErrorShare,
  outcomeOf,
  policyOf,
  randomPolicy,
  watch,
} from './fovea/episodes.ts';
import { FoveaRun } from './fovea/fovea-run.ts';
import type { FoveaNets } from './fovea/fovea-run.ts';
import { FOVEA_OPTIONS, TRAINING_PRESETS } from './fovea/options.ts';
import type { FoveaOptions } from './fovea/options.ts';
import { centreOf, drawAims, foveaWorld } from './fovea/world.ts';
import type { FoveaWorld } from './fovea/world.ts';
import { meansInChunks } from './in-chunks.ts';
import { split } from '@saccade/math';
import type { Key } from '@saccade/math';

/** Deviations that all experiments with one fovea share. */
export const FOVEA_DEVIATIONS = [
  'The layout of the retina is ours: the paper shows it in a figure only.',
  'Presets quick and default train on batches of episodes with Adam; the paper learns on line by plain gradient descent.',
  'Presets quick and default halve the gradient along ∂x(t+1)/∂x(t) of M (option carry): the exact chain explodes over eight steps once M is good.',
  'Training of C runs in the real scenes, and takes M’s Jacobian at the true inputs.',
];

/** One target, translation only; with `scene: 'digits'`, a handwritten digit that training never saw. */
export const fovea: Experiment<FoveaOptions> = {
  name: 'fovea',
  title: 'A fovea finds its target',
  paper: 'Schmidhuber & Huber 1991, Learning to generate artificial fovea trajectories for target detection',
  reproduces:
    'One object in a field of 512 × 512 pixels, translation of the fovea, C trained through a frozen M.',
  deviations: [
    ...FOVEA_DEVIATIONS,
    'Handwritten digits (scene=digits) are not in the paper; d is the fixated view of the very digit, known in training only.',
  ],
  options: FOVEA_OPTIONS,
  presets: TRAINING_PRESETS,
  metrics: {
    modelLoss: {
      unit: '',
      doc: 'M’s squared error per prediction, mean over a slice of training',
      better: 'lower',
    },
    controllerLoss: {
      unit: '',
      doc: '‖d − x(n)‖² at the end of C’s trajectories, mean over a slice',
      better: 'lower',
    },
    hitRate: {
      unit: 'share',
      doc: 'of fresh scenes: fovea within 10 px (digits 12 px) of the object’s centre after at most 20 saccades',
      better: 'higher',
    },
    meanSaccades: { unit: 'saccades', doc: 'until the hit; a miss counts as 20', better: 'lower' },
    holdRate: {
      unit: 'share',
      doc: 'of fresh scenes: fovea within that radius after the 20th saccade',
      better: 'higher',
    },
    randomHitRate: { unit: 'share', doc: 'hitRate of uniformly random actions from the same starts' },
    randomMeanSaccades: { unit: 'saccades', doc: 'meanSaccades of uniformly random actions' },
    untrainedHitRate: { unit: 'share', doc: 'hitRate of C as it began' },
    untrainedMeanSaccades: { unit: 'saccades', doc: 'meanSaccades of C as it began' },
    modelError: { unit: 'share', doc: 'M’s squared error over that of expecting no change', better: 'lower' },
  },
  bestBy: 'controllerLoss',
  targets: ({ scene }) => [
    {
      metric: 'hitRate',
      comparison: '≥',
      value: scene === 'digits' ? 0.95 : 0.98,
      source: 'ours; the paper gives none',
    },
    ...(scene === 'digits'
      ? []
      : [
          {
            metric: 'meanSaccades',
            comparison: '≤',
            value: 5,
            source: 'ours; the paper gives none',
          } as const,
        ]),
  ],
  dataSets: ({ scene }) => (scene === 'digits' ? ['mnist'] : []),
  create: async (options, key, data) => {
    const world = foveaWorld(options, [centreOf], data);
    const task = {
      ...{ name: 'fovea', world },
      evaluate: (nets: FoveaNets, kEvaluation: Key, episodes: number) =>
        meansInChunks(kEvaluation, episodes, (kChunk, size) => judge(world, nets, kChunk, size), CHUNK),
    };
    return new FoveaRun(task, options, key);
  },
};

function judge(world: FoveaWorld, nets: FoveaNets, key: Key, episodes: number): Metrics {
  const [kStart, kAims, kRandom, kModel] = split(key, 4);
  const start = world.testing.reset(kStart, episodes);
  const { positions } = drawAims(world, start.scenes, kAims);
  const [trained, untrained, random] = [
    policyOf(world, nets.controller),
    policyOf(world, nets.untrained),
    randomPolicy(kRandom),
  ].map((policy) => outcomeOf(watch(world, start, policy), positions, world.hitRadius));
  return {
    hitRate: hitRate(trained),
    meanSaccades: meanSaccades(trained),
    holdRate: holdRate(trained),
    randomHitRate: hitRate(random),
    randomMeanSaccades: meanSaccades(random),
    untrainedHitRate: hitRate(untrained),
    untrainedMeanSaccades: meanSaccades(untrained),
    modelError: modelErrorShare(world, nets.model, kModel, episodes),
  };
}
