import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

export const SOURCE = 'Schmidhuber 1992';

/** What the experiments with nets that learn on line have in common; rates and lengths are those of the flip-flop. */
export const ONLINE_OPTIONS = {
  steepness: number(10, [0.01, 1000], '', 'T of the logistic function that bounds the fast weights', SOURCE),
  rate: number(1.5, [0, 1e6], 'rate', 'learning rate of the slow net'),
  clip: number(0.1, [1e-6, 1e6], 'norm', 'gradients of a step longer than this are shortened to it'),
  initScale: number(0.1, [0, 10], 'weight', 'slow weights begin uniform in ± this', SOURCE),
  steps: integer(
    2000,
    [1, 10_000_000],
    'steps',
    'the most steps of learning; it ends when the task is solved',
  ),
};

export type OnlineOptions = OptionsOf<typeof ONLINE_OPTIONS>;

/** Largest error of a right answer. Source: Schmidhuber 1992. */
export const TOLERANCE = 0.05;
/** So many right answers one after the other solve a task. Source: Schmidhuber 1992, for the flip-flop. */
export const RUN_LENGTH = 100;
