import { compile, item, valueAndGrad } from '@saccade/math';
import type { Optimiser, OptimiserState } from '@saccade/math';
import { chainObjective } from './chain.ts';
import type { Situation } from './chain.ts';
import type { Evaluator } from './evaluator.ts';
import type { GeneratorParams, Planner } from './generator.ts';

/** A generator that learns, and what its optimiser remembers. */
export interface GeneratorLearner<Params = GeneratorParams> {
  readonly params: Params;
  readonly state: OptimiserState;
}

/** Trains generators through an evaluator. It holds memory for each shape until it is disposed. */
export interface GeneratorTrainer<Params = GeneratorParams> {
  /**
   * One step down the mean of `Σ ½ E²` over situations. Disposes the tensors of the old learner; the situations stay the
   * caller's.
   * @returns the learner, and the objective before the update.
   */
  update(
    learner: GeneratorLearner<Params>,
    situation: Situation,
  ): { readonly learner: GeneratorLearner<Params>; readonly loss: number };
  dispose(): void;
}

/** Options of {@link generatorTrainer}. */
export interface GeneratorTrainerOptions<Params = GeneratorParams> {
  readonly optimiser: Optimiser;
  /** E. It is frozen: its weights, if it has any, are constants of the program. */
  readonly evaluator: Evaluator;
  readonly planner: Planner<Params>;
  /** K, subgoals of a plan, ≥ 1. */
  readonly count: number;
}

export function generatorTrainer<Params = GeneratorParams>(
  options: GeneratorTrainerOptions<Params>,
): GeneratorTrainer<Params> {
  const { optimiser, evaluator, planner, count } = options;
  const step = compile(
    ({ params, state }: GeneratorLearner<Params>, situation: Situation) => {
      const { value, grads } = valueAndGrad((learned: Params) =>
        chainObjective(evaluator, situation, planner(learned, situation, count)),
      )(params);
      return { learner: optimiser.update(grads, state, params), loss: value };
    },
    { donate: [0] },
  );
  return {
    update: (learner, situation) => {
      const next = step(learner, situation);
      const loss = item(next.loss);
      next.loss.dispose();
      return { learner: next.learner, loss };
    },
    dispose: step.dispose,
  };
}
