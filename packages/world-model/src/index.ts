export { act } from './controller.ts';
export { applyMlp, initMlp } from './mlp.ts';
export type { LayerParams, MlpOptions, MlpParams } from './mlp.ts';
export { modelLoss, predictNext } from './model.ts';
export { controllerPolicy, observed, rollout } from './rollout.ts';
export type { Policy } from './rollout.ts';
export { finalInputLoss, replayThroughModel } from './through-model.ts';
export type { ReplayOptions } from './through-model.ts';
export { controllerTrainer, modelTrainer, newLearner } from './trainers.ts';
export type {
  ControllerTask,
  ControllerTrainer,
  Learner,
  ModelTrainer,
  Transitions,
  Update,
} from './trainers.ts';
