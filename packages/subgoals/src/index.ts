export { bestPlan, chainCosts, chainObjective } from './chain.ts';
export type { Situation } from './chain.ts';
export { controllerAction, controllerLoss, initController } from './controller.ts';
export type { Command, CommandExamples, ControllerOptions, ControllerParams } from './controller.ts';
export { discEvaluator, swampEvaluator } from './evaluator.ts';
export type { DiscEvaluatorOptions, Evaluator, SwampEvaluatorOptions } from './evaluator.ts';
export { controllerPolicy, followPlan } from './follow-plan.ts';
export type { ControllerPolicy, ControllerPolicyOptions, Followed, FollowOptions } from './follow-plan.ts';
export { initGenerator, recurrentPlan, staticPlan } from './generator.ts';
export type { GeneratorOptions, GeneratorParams, Planner } from './generator.ts';
export { evaluatorLoss, initEvaluator, learnedEvaluator } from './learned-evaluator.ts';
export type { CostExamples, EvaluatorParams, LearnedEvaluatorOptions } from './learned-evaluator.ts';
export { initPlaneGenerator, recurrentPlanePlan, staticPlanePlan } from './plane-generator.ts';
export type { PlaneGeneratorOptions } from './plane-generator.ts';
export type { Words } from './hq-choices.ts';
export { hqLearner } from './hq-learning.ts';
export type { HqLearner, HqOptions } from './hq-learning.ts';
export type { HqTables, HqTrial, ObservedWorld } from './hq-trial.ts';
export { refinePlans } from './refine.ts';
export type { RefineOptions } from './refine.ts';
export { generatorTrainer } from './trainer.ts';
export type { GeneratorTrainerOptions } from './trainer.ts';
export { drawCommands, drawCosts, recordWalks } from './walks.ts';
export type { Costs, Pusher, Walks } from './walks.ts';
export {
  bootstrapTargets,
  factorValues,
  goalFactors,
  initFactors,
  initOneNet,
  initStreams,
  oneNetValues,
  stateFactors,
  streamValues,
  tableError,
} from './universal-values.ts';
export type { Factors, GoalWorld, StreamsParams, UniversalOptions } from './universal-values.ts';
