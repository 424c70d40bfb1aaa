import type { MetricSpec } from '../contract/types.ts';

export const SUBGOALS_LEARNED_METRICS: Readonly<Record<string, MetricSpec>> = {
  controllerLoss: {
    unit: '',
    doc: 'squared difference of C’s pushes from those that led to the place, mean over a slice of training',
    better: 'lower',
  },
  evaluatorLoss: {
    unit: '',
    doc: 'squared error of E about the costs of walks, mean over a slice',
    better: 'lower',
  },
  generatorLoss: {
    unit: '',
    doc: 'Σ ½E² of a way, mostly of the best plan, mean over a slice',
    better: 'lower',
  },
  flatLoss: { unit: '', doc: 'as controllerLoss, of the flat controller', better: 'lower' },
  success: {
    unit: 'share',
    doc: 'of fresh squares: C, led by subgoals, is at the goal within 120 steps and has touched neither disc nor wall',
    better: 'higher',
  },
  plainSuccess: { unit: 'share', doc: 'success by plans of S as they are, not refined', better: 'higher' },
  planSuccess: { unit: 'share', doc: 'of plans: their straight legs touch nothing', better: 'higher' },
  straightSuccess: { unit: 'share', doc: 'success of C without subgoals' },
  flatSuccess: {
    unit: 'share',
    doc: 'success of one controller that sees goal and discs, with an equal budget',
  },
  untrainedSuccess: {
    unit: 'share',
    doc: 'success by plans of the untrained S, refined: planning without S',
  },
  untrainedPlainSuccess: {
    unit: 'share',
    doc: 'success by plans of the untrained S as they are, fanned out; E chooses',
  },
  evaluatorError: {
    unit: 'share',
    doc: 'E’s squared error over the variance of costs, on fresh walks',
    better: 'lower',
  },
};
