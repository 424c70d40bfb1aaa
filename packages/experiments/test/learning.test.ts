// Rule F3 of ../SPEC.md.
import { start } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { fovea, resolveOptions, runExperiment } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const EPISODES = 1000;

/** The standard error of the difference of two shares of so many episodes each. */
function errorOf(a: number, b: number): number {
  return Math.sqrt((a * (1 - a) + b * (1 - b)) / EPISODES);
}

test('F3 after the preset quick, C finds the triangle; random and untrained controllers do not', async () => {
  const options = resolveOptions(fovea, 'quick');
  const { metrics } = await runExperiment(fovea, options, { seed: 1, episodes: EPISODES });
  const { hitRate, randomHitRate, untrainedHitRate } = metrics;
  // Measured: 0.959, 0.109, 0.030. The limits are three standard errors away.
  expect(hitRate).toBeGreaterThan(0.94);
  expect(randomHitRate).toBeLessThan(0.14);
  expect(untrainedHitRate).toBeLessThan(0.05);
  expect(hitRate - randomHitRate).toBeGreaterThan(0.7 + 3 * errorOf(hitRate, randomHitRate));
  expect(metrics.meanSaccades).toBeLessThan(metrics.randomMeanSaccades / 3);
  expect(metrics.modelError).toBeLessThan(0.2);
});
