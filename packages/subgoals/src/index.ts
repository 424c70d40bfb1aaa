export { bestPlan, chainCosts, chainObjective } from './chain.ts';
export type { Situation } from './chain.ts';
export { discEvaluator, swampEvaluator } from './evaluator.ts';
export type { DiscEvaluatorOptions, Evaluator, SwampEvaluatorOptions } from './evaluator.ts';
export { initGenerator, recurrentPlan, staticPlan } from './generator.ts';
export type { GeneratorOptions, GeneratorParams, Planner } from './generator.ts';
export type { Words } from './hq-choices.ts';
export { hqLearner } from './hq-learning.ts';
export type { HqLearner, HqOptions } from './hq-learning.ts';
export type { HqTables, HqTrial, ObservedWorld } from './hq-trial.ts';
export { refinePlans } from './refine.ts';
export type { RefineOptions } from './refine.ts';
export { generatorTrainer } from './trainer.ts';
export type { GeneratorLearner, GeneratorTrainer, GeneratorTrainerOptions } from './trainer.ts';
export {
  bootstrapTargets,
  factorValues,
  initFactors,
  initOneNet,
  initStreams,
  oneNetValues,
  streamFactors,
  streamValues,
  tableError,
} from './universal-values.ts';
export type { Factors, GoalWorld, StreamsParams, UniversalOptions } from './universal-values.ts';
