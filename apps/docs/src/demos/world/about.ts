import type { About } from '../../live/about.ts';

/** Ends of the track, m from its middle. */
export const TRACK = 2.4;
/** A pole has fallen beyond this, degrees. */
export const TILT = 12;
/** Steps that are shown as lines. */
export const SHOWN = 200;

export const world: About = {
  name: 'world',
  title: 'A pole without velocities, and the dream of it',
  /** Steps of 0.02 s: as fast as it would be. */
  speed: 50,
  settings: {
    /** How hard the reader pushes the pole, rad/s. */
    strength: 0.3,
    /** Whether chance pushes it, too, now and then. */
    gusts: true,
    /** When the dream is set right by what is really seen: `never`, each `second`, `always`. */
    looks: 'never',
    /** `none`; `crossed`: left and right are crossed in the world; `memory`: C forgets all at each step; `model`: M does. */
    break: 'none',
  },
  training: {
    experiment: 'pole-non-markov',
    trained: { file: 'world.safetensors', preset: 'default', seed: 0 },
    presets: ['quick', 'default'],
    options: [],
    curves: [
      { metric: 'modelLoss', label: 'M: error of its prediction' },
      { metric: 'controllerLoss', label: 'C: how far from the middle, in dreams' },
    ],
    figures: ['episodesBalanced', 'balanced', 'randomBalanced', 'dreamtBalanced', 'modelError'],
  },
};
