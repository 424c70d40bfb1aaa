export { act } from './controller.ts';
export { actor, noiseFor } from './experience.ts';
export type { Actor, Experience, Life } from './experience.ts';
export type { CoreOptions, HeadedParams } from './headed-cell.ts';
export { initLogisticNet, runLogisticNet } from './logistic-net.ts';
export type { LogisticNet, LogisticNetOptions } from './logistic-net.ts';
export { applyMlp, initMlp } from './mlp.ts';
export type { LayerParams, MlpOptions, MlpParams } from './mlp.ts';
export { modelLoss, predictNext } from './model.ts';
export type { OnlineDescentOptions } from './online-descent.ts';
export { onlinePair } from './online-pair.ts';
export type { Learners, OnlinePair, OnlinePairOptions, PairedNetOptions } from './online-pair.ts';
export { actInModel, foretellAlone } from './open-loop.ts';
export type { Forecast, Learned } from './open-loop.ts';
export type { NoiseKind, OutputKind } from './output-kinds.ts';
export { recurrentController } from './recurrent-controller.ts';
export type { RecurrentController, RecurrentControllerOptions } from './recurrent-controller.ts';
export { foresightLoss, recurrentModel } from './recurrent-model.ts';
export type { Expected, RecurrentModel, RecurrentModelOptions, WorldSizes } from './recurrent-model.ts';
export { controllerPolicy, observed, rollout } from './rollout.ts';
export type { Policy } from './rollout.ts';
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
