import type { About } from '../../live/about.ts';

/** Steps of the stream that are shown. */
export const SHOWN = 48;

export const flipFlop: About = {
  name: 'flip-flop',
  title: 'The flip-flop of 1991, learned while you watch',
  speed: 4,
  settings: {
    /** How the slow net writes: `each` or `fromto`. */
    form: 'each',
    /** `none`; `frozen`: the fast weights stay as they are; `mute`: the slow net does not hear an A. */
    break: 'none',
  },
  training: {
    experiment: 'fast-flip-flop',
    presets: ['quick'],
    options: ['form'],
    curves: [{ metric: 'loss', label: 'squared error of a step' }],
    figures: ['solved', 'stepsToSolve', 'errorFree', 'untrainedErrorFree'],
    mark: { step: 300, label: 'solved within, in the paper' },
    paced: true,
  },
};
