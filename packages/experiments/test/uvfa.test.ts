// Rules R1–R7 and K2 of ../SPEC.md, for universal value functions.
import { start } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { resolveOptions, runExperiment, uvfa } from '../src/index.ts';
import type { Experiment } from '../src/index.ts';
import { testRunContract } from './run-contract.ts';

beforeAll(async () => {
  await start();
});

testRunContract({
  experiment: uvfa as unknown as Experiment,
  changes: { hidden: 4, factors: 3, factorUpdates: 60, updates: 20, batch: 5 },
  slices: [50, 60, 80],
});

test('K2 two streams learn to tell values of goals that no training saw; one net of as many updates does not', async () => {
  const options = resolveOptions(uvfa, 'quick');
  const { metrics } = await runExperiment(uvfa, options, { seed: 1, episodes: 200 });
  expect(metrics.heldOutQuality).toBeGreaterThan(2 * metrics.oneNetHeldOutQuality);
  expect(metrics.trainedQuality).toBeGreaterThan(0.4);
});
