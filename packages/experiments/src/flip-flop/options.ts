import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

export const PAPER = 'Schmidhuber 1990';

export const FLIP_FLOP_OPTIONS = {
  regime: choice(['parallel', 'sequential'], 'both nets learn at every step, or first M and then C', PAPER),
  controllerUnits: integer(3, [1, 64], 'units', 'of C; the first one is its output', PAPER),
  modelUnits: integer(8, [1, 64], 'units', 'of M; the first one foretells pain'),
  controllerTicks: integer(1, [1, 8], 'ticks', 'of C in a step of the world'),
  modelTicks: integer(
    2,
    [1, 8],
    'ticks',
    'of M in a step of the world; whether an output hurts is an exclusive or, for which one is not enough',
  ),
  initScale: number(1, [0.001, 10], 'weight', 'weights begin uniform in ± this'),
  method: choice(['adam', 'plain'], 'how weights follow their gradients'),
  controllerRate: number(0.01, [0, 1e6], 'rate', 'learning rate of C'),
  modelRate: number(0.02, [0, 1e6], 'rate', 'learning rate of M'),
  explore: number(0.5, [0, 1], 'share', 'of steps in which chance acts in place of C, while M learns'),
  modelError: number(
    0.001,
    [0, 1],
    'pain²',
    'sequential: M has learned when its squared error is below this, mean over 1,000 steps',
  ),
  modelSteps: integer(60_000, [1, 10_000_000], 'steps', 'sequential: of M alone, at most'),
  steps: integer(100_000, [1, 10_000_000], 'steps', 'of the world, at most; training ends when it is solved'),
};

export type FlipFlopOptions = OptionsOf<typeof FLIP_FLOP_OPTIONS>;

export const FLIP_FLOP_PRESETS: Experiment<FlipFlopOptions>['presets'] = {
  quick: { steps: 20_000, modelSteps: 15_000 },
  default: {},
  paper: {
    ...{ modelUnits: 4, method: 'plain', controllerRate: 0.1, modelRate: 1 },
    ...{ steps: 1_000_000, modelSteps: 500_000 },
  },
};
