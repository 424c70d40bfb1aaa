import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import { SOURCE } from '../programmed/options.ts';

const delay = [0, 10_000] as const;

export const UNKNOWN_DELAY_OPTIONS = {
  bits: integer(4, [1, 32], 'bits', 'to remember'),
  trainFrom: integer(5, delay, 'steps', 'shortest delay in training'),
  trainTo: integer(30, delay, 'steps', 'longest delay in training'),
  testFrom: integer(1, delay, 'steps', 'shortest delay that is judged'),
  testTo: integer(60, delay, 'steps', 'longest delay that is judged'),
  steepness: number(10, [0.01, 1000], '', 'T of the logistic function that bounds the fast weights', SOURCE),
  firstSteepness: number(4, [0.01, 1000], '', 'T in the first updates'),
  firstUpdates: integer(200, [0, 10_000_000], 'updates', 'with firstSteepness'),
  updates: integer(300, [1, 10_000_000], 'updates', 'in all'),
  batch: integer(32, [1, 10_000], 'sequences', 'side by side'),
  lr: number(1, [0, 1e38], 'rate', 'learning rate; it falls to 0 as a cosine'),
  clip: number(0.1, [1e-6, 1e6], 'norm', 'gradients longer than this are shortened to it'),
  initScale: number(0.1, [0, 10], 'weight', 'slow weights begin uniform in ± this', SOURCE),
};

export type UnknownDelayOptions = OptionsOf<typeof UNKNOWN_DELAY_OPTIONS>;
