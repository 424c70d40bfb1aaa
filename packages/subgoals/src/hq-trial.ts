// A trial of HQ-learning: agents take turns, each with a table of actions and, all but the last, with a subgoal.
import { happens, maxBoltzmann, maxRandom, pick } from './hq-choices.ts';
import type { Words } from './hq-choices.ts';

/** A world of `N` places that look alike in `O` ways, with `A` actions. What an action does depends on the place alone. */
export interface ObservedWorld {
  readonly observations: number;
  readonly actions: number;
  /** What is observed at each place, 0 ≤ o < O, `[N]`. */
  readonly observed: ArrayLike<number>;
  /** The place that each action leads to, `[N·A]`. */
  readonly next: ArrayLike<number>;
  /** The place where trials begin. */
  readonly start: number;
  /** The place where they end. */
  readonly goal: number;
}

/** What `M` agents have learned. Learning changes it in place. */
export interface HqTables {
  /** What each action at each observation is worth to each agent, `[M·O·A]`. */
  readonly q: Float32Array;
  /** What each observation is worth as a subgoal to each agent but the last, `[(M−1)·O]`. */
  readonly hq: Float32Array;
}

/** How trials go on. */
export interface TrialOptions {
  /** M */
  readonly agents: number;
  /** The most steps. */
  readonly limit: number;
  readonly temperature: number;
  /** The probability that, instead of the chosen action, any one is done. */
  readonly noise: number;
}

/** What happened in a trial: memory, to which the next trial is written. */
export interface HqTrial {
  steps: number;
  /** Whether the goal was reached. */
  reached: boolean;
  /** N, agents that were active, 1 ≤ N ≤ M. */
  agents: number;
  /** Where it went, beginning with the start, `steps + 1` of `[limit + 1]`. */
  readonly places: Int32Array;
  /** Where in `q` the row begins that was used at each step, `[limit]`. */
  readonly rows: Int32Array;
  /** The actions chosen, `[limit]`. */
  readonly actions: Int32Array;
  /** The step with which each agent began, N of `[M]`. */
  readonly begins: Int32Array;
  /** The subgoal of each agent; the last of all has none, −1. N of `[M]`. */
  readonly subgoals: Int32Array;
}

export function emptyTrial({ agents, limit }: TrialOptions): HqTrial {
  return {
    ...{ steps: 0, reached: false, agents: 0 },
    ...{ places: new Int32Array(limit + 1), rows: new Int32Array(limit), actions: new Int32Array(limit) },
    ...{ begins: new Int32Array(agents), subgoals: new Int32Array(agents) },
  };
}

/**
 * Walks from the start to the goal, or as far as the limit. An agent that has come to see its subgoal, by at least one step,
 * hands over to the next one.
 *
 * @param greedy - the probability, p_max, that an action or a subgoal is a best one.
 */
export function walkTrial(
  world: ObservedWorld,
  options: TrialOptions,
  tables: HqTables,
  greedy: number,
  words: Words,
  trial: HqTrial,
): void {
  const { observations, actions: count, observed, next, goal } = world;
  const { agents, limit, temperature, noise } = options;
  const begin = (agent: number, step: number): void => {
    trial.agents = agent + 1;
    trial.begins[agent] = step;
    trial.subgoals[agent] =
      agent + 1 < agents ? maxRandom(tables.hq, agent * observations, observations, greedy, words) : -1;
  };
  let [place, agent, steps] = [world.start, 0, 0];
  trial.places[0] = place;
  begin(0, 0);
  while (steps < limit && place !== goal) {
    const row = (agent * observations + observed[place]) * count;
    const action = maxBoltzmann(tables.q, row, count, { greedy, temperature }, words);
    trial.rows[steps] = row;
    trial.actions[steps] = action;
    place = next[place * count + (happens(noise, words) ? pick(count, words) : action)];
    trial.places[++steps] = place;
    if (place !== goal && observed[place] === trial.subgoals[agent]) begin(++agent, steps);
  }
  trial.steps = steps;
  trial.reached = place === goal;
}
