// What is learned from a trial, at its end: Q(λ) for actions, HQ(λ) for subgoals (Wiering & Schmidhuber 1997).
import type { HqTables, HqTrial, ObservedWorld } from './hq-trial.ts';

/** How much is learned from a trial, and what is worth something. */
export interface UpdateOptions {
  /** γ */
  readonly discount: number;
  /** λ */
  readonly trace: number;
  /** α_Q */
  readonly rate: number;
  /** α_HQ */
  readonly subgoalRate: number;
  /** What the step to the goal is worth, and every other one. */
  readonly goalReward: number;
  readonly stepReward: number;
}

/**
 * Moves what was used in a trial towards its targets, all of which come from the tables as they were during the trial.
 *
 * For actions, with j(t) the agent that acts at step t:
 *
 *     Q'_t = R_t + γ ((1 − λ) max_a Q_j(t+1)(o_t+1, a) + λ Q'_t+1),     Q'_T−1 = R_T−1
 *
 * For the subgoal of agent i, active from t_i on, with R_i the reward while it was, discounted to t_i, and N the last one active:
 *
 *     HQ'_i = R_i + γ^(t_i+1 − t_i) ((1 − λ) max_o HQ_i+1(o) + λ HQ'_i+1),     HQ'_N−1 = R_N−1 + γ^(t_N − t_N−1) R_N,     HQ'_N = R_N
 *
 * @param targets - memory for Q', at least as long as the trial.
 */
export function learnFrom(
  world: ObservedWorld,
  options: UpdateOptions,
  tables: HqTables,
  trial: HqTrial,
  targets: Float64Array,
): void {
  actionTargets(world, options, tables, trial, targets);
  const subgoals = subgoalTargets(world, options, tables, trial);
  for (let t = 0; t < trial.steps; t++) {
    const used = trial.rows[t] + trial.actions[t];
    tables.q[used] += options.rate * (targets[t] - tables.q[used]);
  }
  for (let agent = 0; agent < trial.agents; agent++) {
    // The last of all agents has no subgoal.
    if (trial.subgoals[agent] < 0) continue;
    const used = agent * world.observations + trial.subgoals[agent];
    tables.hq[used] += options.subgoalRate * (subgoals[agent] - tables.hq[used]);
  }
}

function actionTargets(
  { actions }: ObservedWorld,
  { discount, trace, goalReward, stepReward }: UpdateOptions,
  { q }: HqTables,
  { steps, reached, rows }: HqTrial,
  targets: Float64Array,
): void {
  let target = reached ? goalReward : stepReward;
  targets[steps - 1] = target;
  for (let t = steps - 2; t >= 0; t--) {
    const value = largestOf(q, rows[t + 1], actions);
    target = stepReward + discount * ((1 - trace) * value + trace * target);
    targets[t] = target;
  }
}

/** By agent, N of them. */
function subgoalTargets(
  { observations }: ObservedWorld,
  options: UpdateOptions,
  { hq }: HqTables,
  { steps, reached, begins, agents }: HqTrial,
): Float64Array {
  const { discount, trace, goalReward, stepReward } = options;
  const targets = new Float64Array(agents);
  let end = steps;
  for (let agent = agents - 1; agent >= 0; agent--) {
    let [reward, weight] = [0, 1];
    for (let t = begins[agent]; t < end; t++) {
      reward += weight * (reached && t === steps - 1 ? goalReward : stepReward);
      weight *= discount;
    }
    targets[agent] = reward;
    if (agent < agents - 1) {
      const later = targets[agent + 1];
      const value = agent === agents - 2 ? later : largestOf(hq, (agent + 1) * observations, observations);
      targets[agent] += weight * ((1 - trace) * value + trace * later);
    }
    end = begins[agent];
  }
  return targets;
}

function largestOf(table: Float32Array, row: number, count: number): number {
  let most = table[row];
  for (let i = row + 1; i < row + count; i++) if (table[i] > most) most = table[i];
  return most;
}
