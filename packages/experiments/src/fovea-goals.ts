// ATT1 with goal inputs · A constant input tells the controller which point of the object to go to.
//
// Schmidhuber & Huber 1991, "Learning to generate artificial fovea trajectories for target detection", and the goal inputs
// of their report of 1990: C sees, beside the retina, a goal that stays the same along the trajectory. Here the goal is
// what the retina would see at the point, 40 further inputs, and at the same time the desired last input d.
//
// Three points, each halfway between the triangle's centre and one of its corners. At the very corners the retina sees
// so little of the object that leaving it altogether is a local minimum of ‖d − x(n)‖².
import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { scenePoint } from '@saccade/tasks';
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
import { FOVEA_DEVIATIONS } from './fovea.ts';
import { FoveaRun } from './fovea/fovea-run.ts';
import type { FoveaNets } from './fovea/fovea-run.ts';
import { TRAINING_OPTIONS, TRAINING_PRESETS } from './fovea/options.ts';
import type { TrainingOptions } from './fovea/options.ts';
import { aimsAt, centreOf, drawAims, foveaWorld } from './fovea/world.ts';
import type { FoveaWorld, PointOf } from './fovea/world.ts';
import { meansInChunks } from './in-chunks.ts';

const CORNERS = ['top', 'left', 'right'];

/** Three fixation points of one triangle, chosen by the goal input. */
export const foveaGoals: Experiment<TrainingOptions> = {
  name: 'fovea-goals',
  title: 'A goal input says where to look',
  paper: 'Schmidhuber & Huber 1991, Learning to generate artificial fovea trajectories for target detection',
  reproduces:
    'Goal inputs, constant along the trajectory, that select one of three fixation points of the object.',
  deviations: [
    ...FOVEA_DEVIATIONS,
    'The paper selects among targets by goal inputs; its code for them is not known. Here the goal is the retina’s view at the point.',
    'The points lie halfway between the centre and the corners, not at the corners, where the views hold too little of the object.',
  ],
  options: TRAINING_OPTIONS,
  presets: { ...TRAINING_PRESETS, default: { updates: 6000, lr: 0.003, firstInk: 0.4, carry: 0.7 } },
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
    hitRateGoal: {
      unit: 'share',
      doc: 'of fresh scenes: fovea within 10 px of the goal’s point after the 20th saccade',
      better: 'higher',
    },
    hitRateWrongGoal: {
      unit: 'share',
      doc: 'goal inputs swapped for those of another point: fovea within 10 px of the old point after the 20th saccade',
      better: 'lower',
    },
    hitRateNewGoal: {
      unit: 'share',
      doc: 'goal inputs swapped: fovea within 10 px of the new point after the 20th saccade',
      better: 'higher',
    },
    passRateWrongGoal: {
      unit: 'share',
      doc: 'goal inputs swapped: fovea within 10 px of the old point at any time, the start included',
    },
    meanSaccades: {
      unit: 'saccades',
      doc: 'until first within 10 px of the goal’s point; never counts as 20',
      better: 'lower',
    },
    randomHitRateGoal: { unit: 'share', doc: 'hitRateGoal of uniformly random actions from the same starts' },
    untrainedHitRateGoal: { unit: 'share', doc: 'hitRateGoal of C as it began' },
    randomPassRate: { unit: 'share', doc: 'random actions: within 10 px of the goal’s point at any time' },
    modelError: { unit: 'share', doc: 'M’s squared error over that of expecting no change', better: 'lower' },
  },
  bestBy: 'controllerLoss',
  targets: () => [
    { metric: 'hitRateGoal', comparison: '≥', value: 0.95, source: 'ours; the paper gives none' },
    { metric: 'hitRateWrongGoal', comparison: '≤', value: 0.05, source: 'ours; the paper gives none' },
  ],
  dataSets: () => [],
  create: async (options, key, data) => {
    const world = foveaWorld({ scene: 'triangle', ...options }, CORNERS.map(halfwayTo), data);
    const task = {
      ...{ name: 'fovea-goals', world },
      evaluate: (nets: FoveaNets, kEvaluation: Key, episodes: number) =>
        meansInChunks(kEvaluation, episodes, (kChunk, size) => judge(world, nets, kChunk, size), CHUNK),
    };
    return new FoveaRun(task, options, key);
  },
};

function halfwayTo(corner: string): PointOf {
  return (placed) => {
    const [centre, end] = [centreOf(placed), scenePoint(placed, corner)];
    return { x: (centre.x + end.x) / 2, y: (centre.y + end.y) / 2 };
  };
}

function judge(world: FoveaWorld, nets: FoveaNets, key: Key, episodes: number): Metrics {
  const [kStart, kAims, kRandom, kModel] = split(key, 4);
  const start = world.testing.reset(kStart, episodes);
  const aims = drawAims(world, start.scenes, kAims);
  const others = aimsAt(
    world,
    start.scenes,
    aims.chosen.map((point) => (point + 1) % world.points.length),
  );
  const outcome = (policy: ReturnType<typeof policyOf>, points = aims.positions) =>
    outcomeOf(watch(world, start, policy), points, world.hitRadius);
  const right = outcome(policyOf(world, nets.controller, aims.views));
  const swapped = policyOf(world, nets.controller, others.views);
  const old = outcome(swapped);
  const random = outcome(randomPolicy(kRandom));
  return {
    hitRateGoal: holdRate(right),
    hitRateWrongGoal: holdRate(old),
    hitRateNewGoal: holdRate(outcome(swapped, others.positions)),
    passRateWrongGoal: hitRate(old),
    meanSaccades: meanSaccades(right),
    randomHitRateGoal: holdRate(random),
    untrainedHitRateGoal: holdRate(outcome(policyOf(world, nets.untrained, aims.views))),
    randomPassRate: hitRate(random),
    modelError: modelErrorShare(world, nets.model, kModel, episodes),
  };
}
