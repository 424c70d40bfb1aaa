// Rules R1–R7 of ../SPEC.md. Those of whole trainings: quick.test.ts, learning.test.ts.
import { key, start, tensorCount } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { fovea, foveaGoals, resolveOptions } from '../src/index.ts';
import { testRunContract } from './run-contract.ts';
import { TINY, trainAll, untyped } from './runs.ts';

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
  'R1 slices tell the loss of the net that learns: $experiment.name',
  async ({ experiment }) => {
    const run = await experiment.create(resolveOptions(experiment, 'quick', TINY), key(1), {});
    const losses = trainAll(run).map((metrics) => Object.keys(metrics));
    expect(losses).toEqual([['modelLoss'], ['modelLoss'], ['controllerLoss'], ['controllerLoss']]);
    expect(run.totalSteps).toBe(180);
    run.dispose();
  },
);

test.each(both)(
  'R5 each half of fifty slices keeps the number of tensors, and dispose frees them all: $experiment.name',
  async ({ experiment }) => {
    const before = tensorCount();
    const changes = { ...TINY, modelUpdates: 2500, updates: 500, modelBatch: 2, batch: 2, steps: 2 };
    const run = await experiment.create(resolveOptions(experiment, 'quick', changes), key(8), {});
    const counts = [tensorCount()];
    for (let i = 0; i < 50; i++) {
      run.advance();
      counts.push(tensorCount());
    }
    expect(run.done).toBe(true);
    run.evaluate(key(9), 10);
    run.draw(key(9));
    run.restore(run.state());
    counts.push(tensorCount());
    // C acts by a program that keeps its inputs, from C's first slice on.
    const learningModel = counts.slice(0, 26);
    expect(new Set(learningModel)).toEqual(new Set([counts[0]]));
    expect(new Set(counts.slice(26))).toEqual(new Set([counts[26]]));
    run.dispose();
    expect(tensorCount()).toBe(before);
  },
);

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
