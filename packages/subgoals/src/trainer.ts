import { trainer } from '@saccade/math';
import type { Optimiser, Trainer } from '@saccade/math';
import { chainObjective } from './chain.ts';
import type { Situation } from './chain.ts';
import type { Evaluator } from './evaluator.ts';
import type { GeneratorParams, Planner } from './generator.ts';

/** Options of {@link generatorTrainer}. */
export interface GeneratorTrainerOptions<Params = GeneratorParams> {
  readonly optimiser: Optimiser;
  /** E. It is frozen: its weights, if it has any, are constants of the program. */
  readonly evaluator: Evaluator;
  readonly planner: Planner<Params>;
  /** K, subgoals of a plan, ≥ 1. */
  readonly count: number;
}

/** Trains generators through an evaluator: each update is a step down the mean of `Σ ½ E²` over situations. */
export function generatorTrainer<Params = GeneratorParams>(
  options: GeneratorTrainerOptions<Params>,
): Trainer<Params, Situation> {
  const { optimiser, evaluator, planner, count } = options;
  return trainer(optimiser, (learned: Params, situation: Situation) =>
    chainObjective(evaluator, situation, planner(learned, situation, count)),
  );
}
