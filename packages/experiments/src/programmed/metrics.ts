import type { MetricSpec, Target } from '../contract/types.ts';

/** The glossary of the experiments with nets that learn on line. */
export const ONLINE_METRICS: Readonly<Record<string, MetricSpec>> = {
  loss: { unit: '', doc: 'squared error of a step, mean over a slice of training', better: 'lower' },
  rightInRow: {
    unit: 'answers',
    doc: 'right ones at the end of a slice, one after the other: no output more than 0.05 away from its target',
  },
  solved: {
    unit: 'share',
    doc: '1 where 100 answers one after the other were right while learning went on, else 0',
    better: 'higher',
  },
  stepsToSolve: {
    unit: 'steps',
    doc: 'of learning until then, these 100 answers included; all steps that were made where it was not solved',
    better: 'lower',
  },
  errorFree: {
    unit: 'share',
    doc: 'of fresh streams, slow weights fixed: no error in 100 steps, after 50 that do not count',
    better: 'higher',
  },
  untrainedErrorFree: { unit: 'share', doc: 'errorFree of the slow weights as they began' },
};

/** Deviations that these experiments share. */
export const ONLINE_DEVIATIONS = [
  'A gradient longer than 0.1 is shortened to that (option clip), and the learning rate is ours. Without, learning saturates the logistic functions in many runs (preset paper), from where no gradient leads back.',
  'S and F are linear, and the fast weights begin at ½: the paper leaves both open. The gradient is carried forward in time (real-time recurrent learning).',
  'An error is the distance of an output from its target. Learning goes on after the task is solved, to the end of its steps.',
];

/** Solved by every seed, and in so many steps by half of them. */
export function onlineTargets(steps: Pick<Target, 'value' | 'source' | 'paper'>): Target[] {
  return [
    { metric: 'solved', comparison: '≥', value: 1, statistic: 'worst', source: 'ours: every seed' },
    { metric: 'stepsToSolve', comparison: '≤', statistic: 'median', ...steps },
  ];
}
