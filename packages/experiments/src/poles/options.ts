import { choice, integer, number } from '../contract/option-specs.ts';
import type { OptionsOf } from '../contract/option-specs.ts';

const CELLS = 'the core of';

/** Options that all experiments with a pole on a cart share; sizes and rates are those of `pole-non-markov`. */
export const POLE_OPTIONS = {
  rounds: integer(
    16,
    [1, 1000],
    'rounds',
    'of acting and learning, at most; learning ends when all trials last',
  ),
  episodes: integer(64, [1, 4096], 'episodes', 'in the world in each round, from which M learns'),
  steps: integer(300, [20, 10_000], 'steps', 'the most that an episode in the world lasts'),
  modelUpdates: integer(100, [1, 1_000_000], 'updates', 'of M in each round'),
  updates: integer(100, [1, 1_000_000], 'updates', 'of C in each round, in dreams'),
  modelCell: choice(['rnn', 'gru', 'lstm'], `${CELLS} M`),
  controllerCell: choice(['gru', 'rnn', 'lstm'], `${CELLS} C`),
  modelHidden: integer(16, [1, 1024], 'units', `in ${CELLS} M`),
  controllerHidden: integer(12, [1, 1024], 'units', `in ${CELLS} C`),
  modelLr: number(0.01, [0, 1e38], 'rate', 'learning rate of M'),
  lr: number(0.01, [0, 1e38], 'rate', 'learning rate of C'),
  batch: integer(32, [1, 4096], 'sequences', 'in an update'),
  window: integer(30, [1, 1000], 'steps', 'of the sequences that M learns from'),
  warmUp: integer(8, [1, 100], 'steps', 'of the world that both nets watch before a dream'),
  dream: integer(60, [2, 1000], 'steps', 'of a dream'),
  spare: integer(12, [0, 100], 'steps', 'that an episode lasted, at least, where a dream begins'),
  noise: number(0.5, [0, 10], 'force', 'standard deviation of what is added to actions in the world'),
  dreamNoise: number(0.3, [0, 10], 'force', 'the same in dreams'),
  effort: number(0, [0, 1000], 'pain', 'of pushing with all force'),
  plan: integer(0, [0, 1000], 'steps', 'of plans that are judged beside C; 0: none are made'),
  planUpdates: integer(20, [1, 1000], 'updates', 'of a plan before each step of it'),
  planLr: number(0.03, [0, 1e38], 'rate', 'learning rate of plans'),
};

/** What C wants to avoid. */
export const PAIN = choice(
  ['deviations', 'failure'],
  'what C avoids in dreams: squares of the positions that M expects, or the failures that it expects',
);

export type PoleOptions = OptionsOf<typeof POLE_OPTIONS> & {
  readonly pain: 'deviations' | 'failure' | 'critic';
  /** Only with a critic. */
  readonly criticHidden?: number;
  readonly criticLr?: number;
  readonly discount?: number;
  readonly lambda?: number;
  readonly learning?: 'model' | 'critic';
};
