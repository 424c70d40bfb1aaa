export { associativeRetrieval } from './associative-retrieval.ts';
export { canonicalJson } from './canonical-json.ts';
export { DivergedError } from './contract/diverged-error.ts';
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
export { continualReber } from './continual-reber.ts';
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
export { deltaRetrieval } from './delta-retrieval.ts';
export { dreamPole } from './dream.ts';
export { evaluateRun } from './evaluate-run.ts';
export type { Evaluation } from './evaluate-run.ts';
export { fastFlipFlop } from './fast-flip-flop.ts';
export { fastParking } from './fast-parking.ts';
export { fastUnknownDelay } from './fast-unknown-delay.ts';
export { flagMazeExperiment } from './flag-maze.ts';
export { flipFlop } from './flip-flop.ts';
export { foveaGoals } from './fovea-goals.ts';
export { fovea } from './fovea.ts';
export { hqMaze } from './hq-maze.ts';
export { poleMarkov } from './pole-markov.ts';
export { poleNonMarkov } from './pole-non-markov.ts';
export { poleNets } from './poles/nets.ts';
export type { PoleControllerParams, PoleModelParams, PoleNets } from './poles/nets.ts';
export type { PoleOptions } from './poles/options.ts';
export { experiments, findExperiment } from './registry.ts';
export { bootstrapInterval } from './results/bootstrap.ts';
export type { BootstrapOptions, Interval } from './results/bootstrap.ts';
export { withSetting } from './results/committed.ts';
export type { CommittedResults, CommittedRun, CommittedSetting } from './results/committed.ts';
export { fingerprint } from './results/fingerprint.ts';
export { parseResults } from './results/parse-results.ts';
export { meanOf, medianOf, worstOf } from './results/statistics.ts';
export type { Statistic } from './results/statistics.ts';
export { judgeSeeds } from './results/verdict.ts';
export type { Judgement, Verdict } from './results/verdict.ts';
export { openRun, runExperiment, runKeys } from './run-experiment.ts';
export type { OpenOptions, Progress, RunKeys, RunOptions, RunResult } from './run-experiment.ts';
export { selfReferential } from './self-referential.ts';
export { subgoalsArena } from './subgoals-arena.ts';
export { subgoalsLearned } from './subgoals-learned.ts';
export { subgoalsSwamps } from './subgoals-swamps.ts';
export { uvfa } from './uvfa.ts';
export { weightsSha256 } from './weights-sha256.ts';
