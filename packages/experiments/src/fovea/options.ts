import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

const PAPER = 'Schmidhuber & Huber 1991';
const count = [1, 10_000_000] as const;
// As far as float32 goes: that a rate is absurd shows in training, and depends on everything else.
const rate = [0, 1e38] as const;

/** What the experiments with one fovea and one object have in common. */
export const TRAINING_OPTIONS = {
  polarity: choice(
    ['dark', 'light', 'both'],
    'a dark object on white, a light one on black, or either',
    PAPER,
  ),
  size: integer(100, [20, 400], 'px', 'longer side of the object; the retina is about 100 px wide', PAPER),
  modelHidden: integer(40, [1, 4096], 'units', 'hidden units of the world model M', PAPER),
  controllerHidden: integer(20, [1, 4096], 'units', 'hidden units of the controller C', PAPER),
  initScale: number(0.1, [0.0001, 10], 'weight', 'weights begin uniform in ± this', PAPER),
  modelUpdates: integer(5000, count, 'updates', 'training of M on random trajectories, before C begins'),
  modelBatch: integer(100, [1, 10_000], 'episodes', 'random trajectories side by side'),
  modelSteps: integer(4, [1, 100], 'saccades', 'length of a random trajectory'),
  modelLr: number(0.03, rate, 'rate', 'learning rate of M'),
  updates: integer(2500, count, 'updates', 'training of C through the frozen M'),
  batch: integer(64, [1, 10_000], 'episodes', 'trajectories of C side by side'),
  steps: integer(8, [1, 100], 'saccades', 'length of a trajectory of C in training'),
  startInk: number(
    0.05,
    [0, 0.9],
    'ink',
    'training of C ends with starts where some field sees at least this; judged are all starts that overlap',
  ),
  firstInk: number(0.05, [0, 0.9], 'ink', 'what some field must see when training of C begins'),
  lr: number(0.005, rate, 'rate', 'learning rate of C'),
  carry: number(
    0.5,
    [0, 1],
    'share',
    'of the gradient that goes back along ∂x(t+1)/∂x(t) of M; 1 is the exact chain',
  ),
  clip: number(1, [0.000001, 1_000_000], 'norm', 'gradients of C longer than this are shortened to it'),
  optimiser: choice(['adam', 'sgd'], 'Adam (Kingma & Ba 2015) or plain gradient descent'),
  decay: choice(['cosine', 'none'], 'how both learning rates fall to 0 over their updates'),
};

/** The sizes of the experiments with one fovea, as changes of the defaults. */
export const TRAINING_PRESETS: Experiment<OptionsOf<typeof TRAINING_OPTIONS>>['presets'] = {
  quick: { modelUpdates: 1500, updates: 300 },
  default: {},
  paper: {
    modelUpdates: 50_000,
    modelBatch: 1,
    modelSteps: 20,
    modelLr: 0.1,
    updates: 20_000,
    batch: 1,
    steps: 20,
    lr: 0.1,
    startInk: 0,
    firstInk: 0,
    carry: 1,
    clip: 1_000_000,
    optimiser: 'sgd',
    decay: 'none',
  },
};

export const FOVEA_OPTIONS = {
  scene: choice(['triangle', 'cross', 'ring', 'bar', 'digits'], 'the object to look for', PAPER),
  ...TRAINING_OPTIONS,
};

export type TrainingOptions = OptionsOf<typeof TRAINING_OPTIONS>;
export type FoveaOptions = OptionsOf<typeof FOVEA_OPTIONS>;
