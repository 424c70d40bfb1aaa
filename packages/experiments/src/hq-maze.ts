// HRL4 · A maze whose places look alike, walked by agents who hand over to each other.
//
// Wiering & Schmidhuber 1997, "HQ-learning". 62 places, 9 views. No agent without memory can act by the view alone and arrive; so
// several take turns. Each learns what to do, and at which view, its subgoal, to hand over to the next. Nobody tells them where.
import type { Experiment, Target } from './contract/types.ts';
import { HqRun } from './hq-maze/hq-run.ts';
import { HQ_MAZE_OPTIONS } from './hq-maze/options.ts';
import type { HqMazeOptions } from './hq-maze/options.ts';

export const hqMaze: Experiment<HqMazeOptions> = {
  name: 'hq-maze',
  title: 'Agents that hand over to each other find the way where all places look alike',
  paper: 'Wiering & Schmidhuber 1997, HQ-learning',
  reproduces: 'The 10 × 10 maze with 62 places and 9 views, optimum 28 steps; with and without noise.',
  deviations: [
    'The paper’s map is only in a figure. Ours has its numbers of places and views, its optimum and its least number of agents, as a search in the tests shows. With 8 agents the method solved seven other mazes of these sizes that we tried as well.',
    'How p_max rises, from 0.9 to 1, is recalled. The learning rate of subgoals is ours, half of what the paper’s seems to be (preset paper): with noise a few more runs succeed.',
    'With noise, success is a share of noisy trials, which no policy brings to 1 here: an agent that was led astray does not get its turn again. Without the noise, policies that were learned with it may go in circles (4 of 12 seeds). Three times as many trials help: 0.943 of trials instead of 0.933 (seeds from 100 on, 7 and 12 of them).',
    'Targets are computed from the tables as they were in the trial, and applied after it. A trial that ends at the limit ends with the reward 0.',
    'Who explores takes any of several best choices. Otherwise tables of zeros would always send it north.',
  ],
  options: HQ_MAZE_OPTIONS,
  presets: { quick: { trials: 5000 }, default: {}, paper: { subgoalRate: 0.2 } },
  metrics: {
    trialSteps: {
      unit: 'steps',
      doc: 'of a trial with exploration, mean over a slice of 500',
      better: 'lower',
    },
    arrived: { unit: 'share', doc: 'of these trials: reached the goal', better: 'higher' },
    testSteps: { unit: 'steps', doc: 'of the greedy test after a slice', better: 'lower' },
    success: { unit: 'share', doc: 'of greedy trials: reached the goal within the limit', better: 'higher' },
    meanSteps: { unit: 'steps', doc: 'of greedy trials; the limit for those that fail', better: 'lower' },
    optimal: {
      unit: 'share',
      doc: 'of greedy trials: as short as the shortest way, 28 steps',
      better: 'higher',
    },
    agentsUsed: { unit: 'agents', doc: 'that were active in a greedy trial' },
    randomSuccess: { unit: 'share', doc: 'success of random steps' },
    randomMeanSteps: { unit: 'steps', doc: 'meanSteps of random steps' },
  },
  bestBy: 'testSteps',
  targets,
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new HqRun(options, key)),
};

function targets({ agents, noise }: HqMazeOptions): Target[] {
  if (agents === 1) {
    const source = 'ours: no policy without memory arrives, unless by noise';
    return [{ metric: 'success', comparison: '≤', value: noise > 0 ? 0.5 : 0, source }];
  }
  const success: Target = { metric: 'success', comparison: '≥', value: 0.9, source: 'ours' };
  const optimal: Target = { metric: 'optimal', comparison: '≥', value: 0.5, source: 'ours' };
  return noise > 0 ? [success] : [success, optimal];
}
