// Rules R1–R7 of ../SPEC.md. Those of whole trainings: quick.test.ts, learning.test.ts.
import { key, start } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { fovea, foveaGoals, resolveOptions } from '../src/index.ts';
import { testRunContract } from './run-contract.ts';
import { TINY, untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

const both = [fovea, foveaGoals].map((each) => ({
  experiment: untyped(each),
  changes: TINY,
  slices: [100, 150, 170, 180],
  drawings: 1 + 8 + 9,
  otherSizes: { controllerHidden: 21 },
}));

both.forEach(testRunContract);

test.each(both)(
  'R6 1,500 episodes are the first 1,000 and 500 more: $experiment.name',
  async ({ experiment }) => {
    const run = await experiment.create(resolveOptions(experiment, 'quick', TINY), key(1), {});
    const [more, first] = [run.evaluate(key(2), 1500), run.evaluate(key(2), 1000)];
    for (const [metric, { unit }] of Object.entries(experiment.metrics)) {
      if (unit !== 'share' || metric === 'modelError') continue;
      const others = 1500 * more[metric] - 1000 * first[metric];
      expect(others).toBeCloseTo(Math.round(others), 6);
      expect(others).toBeGreaterThanOrEqual(-1e-6);
      expect(others).toBeLessThanOrEqual(500 + 1e-6);
    }
    expect(more).not.toEqual(first);
    run.dispose();
  },
);
