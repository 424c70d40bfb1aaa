// Rules R1–R7 and K1 of ../SPEC.md, for the maze of HQ-learning.
import { start } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { hqMaze, resolveOptions, runExperiment } from '../src/index.ts';
import type { Options } from '../src/index.ts';
import { testRunContract } from './run-contract.ts';
import { untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

testRunContract({
  experiment: untyped(hqMaze),
  changes: { trials: 1200, limit: 500, noise: 0.1 },
  slices: [500, 1000, 1200],
  drawings: 5,
  otherSizes: { agents: 3 },
});

const judged = async (changes: Options) => {
  const options = resolveOptions(hqMaze, 'quick', changes);
  return (await runExperiment(hqMaze, options, { seed: 1, episodes: 50 })).metrics;
};

test('K1 agents in a row learn to walk the maze; one alone, flat Q(λ), does not', async () => {
  const [many, one] = [await judged({}), await judged({ agents: 1 })];
  expect(many.success).toBe(1);
  expect(many.meanSteps).toBeLessThan(50);
  expect(many.agentsUsed).toBeGreaterThanOrEqual(3);
  expect(many.randomSuccess).toBeLessThan(0.6);
  expect(one).toMatchObject({ success: 0, meanSteps: 1000, optimal: 0, agentsUsed: 1 });
});
