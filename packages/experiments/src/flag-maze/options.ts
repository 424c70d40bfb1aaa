import { integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';
import type { Experiment } from '../contract/types.ts';

const count = [1, 1_000_000] as const;

export const MAZE_OPTIONS = {
  corridor: integer(5, [1, 100], 'steps', 'from the flag to the fork'),
  controllerUnits: integer(16, [1, 512], 'cells', 'of the LSTM in C'),
  modelUnits: integer(24, [1, 512], 'cells', 'of the LSTM in M'),
  forgetBias: number(2, [-10, 10], 'logit', 'of both LSTMs at first'),
  batch: integer(32, [1, 4096], 'episodes', 'lived between two updates'),
  modelUpdates: integer(300, count, 'updates', 'of M alone, while C acts as it began'),
  updates: integer(
    12_000,
    count,
    'updates',
    'of both nets after that, at most; training ends when it is solved',
  ),
  patience: integer(
    1500,
    count,
    'updates',
    'of a C that is not solving it, before another one takes its place',
  ),
  modelRate: number(0.02, [0, 1e38], 'rate', 'learning rate of M, by Adam'),
  controllerRate: number(0.004, [0, 1e38], 'rate', 'learning rate of C, by Adam'),
  clip: number(1, [1e-6, 1e6], 'norm', 'gradients longer than this are shortened to it'),
  feelingWeight: number(5, [0, 1e6], 'factor', 'of errors in feelings beside those in observations, for M'),
  wrongArm: number(0.3, [0, 1e6], 'factor', 'of the pain of the wrong arm beside missing pleasure, for C'),
  calm: number(0.05, [0, 1e6], 'factor', 'of the squared outputs of C, which keeps it from being certain'),
};

export type MazeOptions = OptionsOf<typeof MAZE_OPTIONS>;

export const MAZE_PRESETS: Experiment<MazeOptions>['presets'] = {
  quick: { updates: 700 },
  default: {},
  paper: {},
};

/** Steps of an episode. */
export function lengthOf({ corridor }: Pick<MazeOptions, 'corridor'>): number {
  return 4 * corridor;
}
