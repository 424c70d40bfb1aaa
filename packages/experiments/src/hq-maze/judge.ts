import { foldIn } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { HqLearner, HqTables } from '@saccade/subgoals';
import { wordSource } from '@saccade/tasks';
import type { Metrics } from '../contract/types.ts';

/**
 * Greedy trials, and beside them those of a random walker.
 * @param key - consumed; trial `i` depends on it and `i` alone.
 */
export function judgeTrials(
  learner: HqLearner,
  tables: HqTables,
  optimum: number,
  key: Key,
  episodes: number,
): Metrics {
  const untaught = learner.begin();
  const totals = {
    success: 0,
    meanSteps: 0,
    optimal: 0,
    agentsUsed: 0,
    randomSuccess: 0,
    randomMeanSteps: 0,
  };
  for (let i = 0; i < episodes; i++) {
    const words = wordSource(foldIn(key, i));
    const own = learner.follow(tables, 1, words);
    totals.success += own.reached ? 1 : 0;
    totals.meanSteps += own.steps;
    totals.optimal += own.reached && own.steps <= optimum ? 1 : 0;
    totals.agentsUsed += own.agents;
    const random = learner.follow(untaught, 0, words);
    totals.randomSuccess += random.reached ? 1 : 0;
    totals.randomMeanSteps += random.steps;
  }
  return Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, total / episodes]));
}
