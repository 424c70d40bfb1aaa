export { adam, adamW } from './adam.ts';
export type { AdamOptions, AdamWOptions } from './adam.ts';
export { clipByGlobalNorm, globalNorm } from './clip.ts';
export { nadam } from './nadam.ts';
export type { NadamOptions } from './nadam.ts';
export { replace } from './replace.ts';
export { rmsProp } from './rms-prop.ts';
export type { RmsPropOptions } from './rms-prop.ts';
export { constantSchedule, cosineDecay, exponentialDecay, linearWarmup } from './schedules.ts';
export type {
  CosineDecayOptions,
  ExponentialDecayOptions,
  LinearWarmupOptions,
  Schedule,
} from './schedules.ts';
export { sgd } from './sgd.ts';
export type { SgdOptions } from './sgd.ts';
export { trainer } from './trainer.ts';
export type { Learner, Trainer, TrainerUpdate } from './trainer.ts';
export type { Optimiser, OptimiserState, UpdateResult } from './types.ts';
