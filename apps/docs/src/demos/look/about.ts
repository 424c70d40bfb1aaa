import type { About } from '../../live/about.ts';

/** The points of the triangle that the goal input may ask for. */
export const GOALS = ['top', 'left', 'right'] as const;

export const look: About = {
  name: 'look',
  title: 'A fovea that finds what it is asked for',
  speed: 8,
  settings: {
    /** Number of the point to fixate, among {@link GOALS}. */
    goal: 0,
    /** Corner of the object's box, pixels; −1: anywhere, anew in each episode. */
    x: -1,
    y: -1,
    /** What is wrong with the eye: `none`, `crossed` muscles, a blind `rim`. */
    break: 'none',
  },
  training: {
    experiment: 'fovea-goals',
    trained: { file: 'look.safetensors', preset: 'default', seed: 0 },
    presets: ['quick', 'default'],
    options: [],
    curves: [
      { metric: 'modelLoss', label: 'M: error of its prediction' },
      { metric: 'controllerLoss', label: 'C: distance from the goal’s view' },
    ],
    figures: ['hitRateGoal', 'meanSaccades', 'hitRateWrongGoal', 'randomHitRateGoal', 'modelError'],
  },
};
