import type { About } from '../../live/about.ts';

/** Circles of each kind that fit into a plane. */
export const SLOTS = 4;
/** Side of the plane. */
export const SIZE = 10;

export const subgoals: About = {
  name: 'subgoals',
  title: 'Subgoals that slide to where the way is cheap',
  speed: 20,
  settings: {
    /** `x,y` of start and goal. */
    start: '1,1',
    goal: '9,9',
    /** Circles: `d` a disc that must not be touched, `s` a swamp that costs; then x, y and radius. */
    circles: 'd5,5,1.3 d3,7.4,0.8 s7.4,6.4,1.6 s3.2,3.6,1.2',
    /** Subgoals on the way. */
    count: 2,
    /** How the S that is trained from scratch makes them: `static`, all at once, or `recurrent`, one after the other. */
    generator: 'static',
    /** The goal walks round, until somebody moves it. */
    wander: true,
    /** `none`; `straight`: S is silent, subgoals begin on the straight way; `discs`, `swamps`: what E does not see. */
    break: 'none',
  },
  training: {
    experiment: 'subgoals-arena',
    trained: { file: 'subgoals.safetensors', preset: 'default', seed: 0 },
    presets: ['quick', 'default'],
    options: ['generator'],
    curves: [{ metric: 'loss', label: 'Σ ½ E² of the plans' }],
    figures: ['success', 'refinedSuccess', 'straightSuccess', 'untrainedSuccess', 'detour'],
  },
};
