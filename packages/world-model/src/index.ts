export { act } from './controller.ts';
export { cellActor } from './cell-actor.ts';
export type { CellActor } from './cell-actor.ts';
export { criticLoss, criticTargets, foreseen, painAhead, painForEver } from './critic.ts';
export type { AheadOptions, ForeverOptions, Passed } from './critic.ts';
export { dream, dreamAfter, dreamStart, painUntilEnd } from './dream.ts';
export type { Dream, Dreamers, DreamOptions, DreamParams, DreamState } from './dream.ts';
export { actor, noiseFor } from './experience.ts';
export type { Actor, Experience, Life, Lived } from './experience.ts';
export { feedForwardCell } from './feed-forward.ts';
export type { NoState } from './feed-forward.ts';
export { follow, foresightLoss, momentOf, openLoop, stepsOf, toldRows } from './foresight.ts';
export type { Came, ToldSteps } from './foresight.ts';
export type { CoreOptions, HeadedParams } from './headed-cell.ts';
export { imagine, imaginedRewards } from './imagine.ts';
export type { Imagined, Imagining } from './imagine.ts';
export { initLogisticNet, runLogisticNet } from './logistic-net.ts';
export type { LogisticNet, LogisticNetOptions } from './logistic-net.ts';
export { applyMlp, initMlp } from './mlp.ts';
export type { LayerParams, MlpOptions, MlpParams } from './mlp.ts';
export { modelLoss, predictNext } from './model.ts';
export type { OnlineDescentOptions } from './online-descent.ts';
export { onlinePair } from './online-pair.ts';
export type { Learners, OnlinePair, OnlinePairOptions, PairedNetOptions } from './online-pair.ts';
export type { NoiseKind, OutputKind } from './output-kinds.ts';
export { planActor, planner, shifted } from './plan.ts';
export type { PlanActor, PlanActorOptions, Planner, PlanOptions } from './plan.ts';
export { record } from './record.ts';
export type { Episodes } from './record.ts';
export { recurrentController } from './recurrent-controller.ts';
export type { RecurrentController, RecurrentControllerOptions } from './recurrent-controller.ts';
export { recurrentModel } from './recurrent-model.ts';
export type { ModelParams, ModelState, RecurrentModel, RecurrentModelOptions } from './recurrent-model.ts';
export { controllerPolicy, observed, rollout } from './rollout.ts';
export type { Policy } from './rollout.ts';
export type { Seen, WorldSizes } from './seen.ts';
export { lambdaReturns } from './td-lambda.ts';
export type { Felt, LambdaOptions } from './td-lambda.ts';
export type { TellingOptions, Told } from './telling.ts';
export { finalInputLoss, replayThroughModel } from './through-model.ts';
export type { ReplayOptions } from './through-model.ts';
export { controlLoss } from './through-recurrent-model.ts';
export type { ControlOptions, Lesson, PairMemory } from './through-recurrent-model.ts';
export { controllerTrainer, modelTrainer, newLearner } from './trainers.ts';
export type {
  ControllerTask,
  ControllerTrainer,
  Learner,
  ModelTrainer,
  Transitions,
  Update,
} from './trainers.ts';
