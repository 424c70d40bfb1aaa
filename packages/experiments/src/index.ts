export { InputError } from './contract/input-error.ts';
export { nearestNames } from './contract/nearest.ts';
export { describeRange } from './contract/option-specs.ts';
export type {
  ChoiceSpec,
  NumberSpec,
  OptionSpec,
  Options,
  OptionsOf,
  OptionTable,
  OptionValue,
} from './contract/option-specs.ts';
export { resolveOptions } from './contract/resolve-options.ts';
export { PRESETS } from './contract/types.ts';
export type {
  Checkpoint,
  DataSets,
  Drawing,
  Experiment,
  Metrics,
  MetricSpec,
  Preset,
  Run,
  Target,
} from './contract/types.ts';
export { foveaGoals } from './fovea-goals.ts';
export { fovea } from './fovea.ts';
export { experiments, findExperiment } from './registry.ts';
export { openRun, runExperiment, runKeys } from './run-experiment.ts';
export type { OpenOptions, Progress, RunKeys, RunOptions, RunResult } from './run-experiment.ts';
export { weightsSha256 } from './weights-sha256.ts';
