// HQ-learning: where many places look alike, an ordered row of agents without memory does what none of them could do alone.
//
// Wiering & Schmidhuber 1997, "HQ-learning". Each agent learns by Q(λ) what to do, and by HQ(λ) at what observation to hand over to the
// next one; who is active is all that is remembered. One agent alone is plain Q(λ).
import { emptyTrial, walkTrial } from './hq-trial.ts';
import type { HqTables, HqTrial, ObservedWorld, TrialOptions } from './hq-trial.ts';
import type { Words } from './hq-choices.ts';
import { learnFrom } from './hq-updates.ts';
import type { UpdateOptions } from './hq-updates.ts';

/** Options of {@link hqLearner}. Defaults are those of Wiering & Schmidhuber 1997 for their smaller maze. */
export interface HqOptions {
  /** M ≥ 1; one is plain Q(λ). Default 8. */
  readonly agents?: number;
  /** The most steps of a trial, ≥ 1. Default 1,000. */
  readonly limit?: number;
  /** γ, in 0..1. Default 0.9. */
  readonly discount?: number;
  /** λ, of both traces, in 0..1. Default 0.9. */
  readonly trace?: number;
  /** α_Q, in 0..1. Default 0.05. */
  readonly rate?: number;
  /** α_HQ, in 0..1. Default 0.2. */
  readonly subgoalRate?: number;
  /** T of the Boltzmann distribution of actions, above 0. Default 0.1. */
  readonly temperature?: number;
  /** The probability that any action is done instead of the chosen one, in 0..1. Default 0. */
  readonly noise?: number;
  /** What the step to the goal is worth. Default 100. */
  readonly goalReward?: number;
  /** What every other step is worth. Default 0. */
  readonly stepReward?: number;
}

/** Learns, or only follows what has been learned, trial by trial. Trials are one memory, which the next trial changes. */
export interface HqLearner {
  /** Tables of zeros. */
  begin(): HqTables;
  /**
   * A trial, from which the tables learn at its end.
   * @param greedy - p_max, in 0..1.
   */
  learn(tables: HqTables, greedy: number, words: Words): HqTrial;
  /** A trial from which nothing is learned; with `greedy` 1 all choices are the best ones. */
  follow(tables: HqTables, greedy: number, words: Words): HqTrial;
}

const DEFAULTS = {
  ...{ agents: 8, limit: 1000, discount: 0.9, trace: 0.9, rate: 0.05, subgoalRate: 0.2 },
  ...{ temperature: 0.1, noise: 0, goalReward: 100, stepReward: 0 },
};

/** @throws RangeError that lists all bad options. */
export function hqLearner(world: ObservedWorld, options: HqOptions = {}): HqLearner {
  const resolved: TrialOptions & UpdateOptions = { ...DEFAULTS, ...options };
  checkOptions(resolved);
  const { agents, limit } = resolved;
  const { observations, actions } = world;
  const trial = emptyTrial(resolved);
  const targets = new Float64Array(limit);
  const follow = (tables: HqTables, greedy: number, words: Words): HqTrial => {
    if (!(greedy >= 0 && greedy <= 1))
      throw new RangeError(`hqLearner: greedy must be in 0..1, got ${greedy}`);
    walkTrial(world, resolved, tables, greedy, words, trial);
    return trial;
  };
  return {
    begin: () => ({
      q: new Float32Array(agents * observations * actions),
      hq: new Float32Array((agents - 1) * observations),
    }),
    follow,
    learn: (tables, greedy, words) => {
      follow(tables, greedy, words);
      learnFrom(world, resolved, tables, trial, targets);
      return trial;
    },
  };
}

function checkOptions(options: TrialOptions & UpdateOptions): void {
  const problems: string[] = [];
  const demand = (name: keyof typeof options, holds: (value: number) => boolean, what: string): void => {
    if (!holds(options[name])) problems.push(`${name} must be ${what}, got ${options[name]}`);
  };
  for (const name of ['agents', 'limit'] as const)
    demand(name, (value) => Number.isInteger(value) && value >= 1, 'a whole number ≥ 1');
  for (const name of ['discount', 'trace', 'rate', 'subgoalRate', 'noise'] as const)
    demand(name, (value) => value >= 0 && value <= 1, 'in 0..1');
  demand('temperature', (value) => value > 0 && value < Infinity, 'above 0');
  for (const name of ['goalReward', 'stepReward'] as const) demand(name, Number.isFinite, 'finite');
  if (problems.length > 0) throw new RangeError(`hqLearner: ${problems.join('; ')}`);
}
