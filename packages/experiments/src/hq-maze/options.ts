import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

const SOURCE = 'Wiering & Schmidhuber 1997';

export const HQ_MAZE_OPTIONS = {
  agents: integer(8, [1, 64], 'agents', 'in a row; 1 is flat Q(λ). The paper has 3, 4, 6, 8 and 12', SOURCE),
  noise: number(0, [0, 1], 'probability', 'that any action is done instead of the chosen one', SOURCE),
  trials: integer(20_000, [1, 100_000_000], 'trials', 'of training', SOURCE),
  limit: integer(1000, [28, 1_000_000], 'steps', 'of a trial at most', SOURCE),
  greedyFrom: number(0.9, [0, 1], 'probability', 'p_max of a best choice, in the first trial'),
  greedyTo: number(1, [0, 1], 'probability', 'p_max in the last trial; in between it changes linearly'),
  temperature: number(0.1, [1e-6, 1e6], 'reward', 'of the Boltzmann distribution of other choices', SOURCE),
  discount: number(0.9, [0, 1], '', 'γ', SOURCE),
  trace: number(0.9, [0, 1], '', 'λ, of actions and of subgoals', SOURCE),
  rate: number(0.05, [0, 1], 'rate', 'α_Q, of actions', SOURCE),
  subgoalRate: number(0.1, [0, 1], 'rate', 'α_HQ, of subgoals'),
};

export type HqMazeOptions = OptionsOf<typeof HQ_MAZE_OPTIONS>;
