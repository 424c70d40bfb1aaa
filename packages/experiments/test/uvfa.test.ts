// Rules R1–R7 and K2–K4 of ../SPEC.md, for universal value functions.
import { key, start } from '@saccade/math';
import { lavaGrid } from '@saccade/tasks';
import { beforeAll, expect, test } from 'vitest';
import { resolveOptions, uvfa } from '../src/index.ts';
import { greedyReturn, learnTables, safeWorld, WAYS } from '../src/uvfa/goal-tables.ts';
import type { ValueOf } from '../src/uvfa/goal-tables.ts';
import { testRunContract } from './run-contract.ts';
import { untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

testRunContract({
  experiment: untyped(uvfa),
  changes: { hidden: 4, factors: 3, factorUpdates: 60, updates: 20, batch: 5 },
  slices: [50, 60, 80],
  drawings: 3,
  otherSizes: { hidden: 5 },
});

const world = safeWorld(lavaGrid());
const { next, states } = world;

/** Steps of the shortest safe way to a goal from all states. */
function stepsTo(goal: number): number[] {
  const steps = new Array<number>(states).fill(Infinity);
  steps[goal] = 0;
  for (let round = 0; round < states; round++)
    for (let pair = 0; pair < next.length; pair++)
      if (next[pair] < states)
        steps[Math.floor(pair / WAYS)] = Math.min(steps[Math.floor(pair / WAYS)], 1 + steps[next[pair]]);
  return steps;
}

test('K2 full Q-learning finds what the shortest safe ways are worth, and its greedy ways are those', () => {
  const tables = learnTables(world, 0.9, key(1));
  for (const goal of [0, 60, 175]) {
    const steps = stepsTo(goal);
    next.forEach((after, pair) => {
      const expected = after === states ? 0 : 0.9 ** steps[after];
      expect(tables[goal][pair]).toBeCloseTo(expected, 10);
    });
    const valueOf: ValueOf = (state, way, to) => tables[to][WAYS * state + way];
    for (let state = 0; state < states; state++)
      if (state !== goal)
        expect(greedyReturn(world, valueOf, [state, goal], 0.9)).toBeCloseTo(0.9 ** (steps[state] - 1), 10);
  }
  // Who does not know better goes north for ever.
  expect(greedyReturn(world, () => 0, [100, 0], 0.9)).toBe(0);
});

test('K3 what is known of the table is factored, and the streams come to tell the factors', async () => {
  const options = resolveOptions(uvfa, 'quick', { hidden: 32, factorUpdates: 200, updates: 150, lr: 0.01 });
  const run = await uvfa.create(options, key(2), {});
  const losses: Record<string, number[]> = {};
  while (!run.done)
    for (const [name, value] of Object.entries(run.advance())) (losses[name] ??= []).push(value);
  expect(losses.factorLoss[3]).toBeLessThan(losses.factorLoss[0] / 10);
  expect(losses.streamLoss[2]).toBeLessThan(losses.streamLoss[0] / 2);
  run.dispose();
});

test('K4 streams that bootstrap come to tell values from no table at all, and none of them grows without bound', async () => {
  const changes = { training: 'bootstrap', hidden: 32, factors: 16, updates: 300 };
  const options = resolveOptions(uvfa, 'quick', changes);
  const run = await uvfa.create(options, key(3), {});
  const before = run.evaluate(key(4), 300).trainedQuality;
  const losses: number[] = [];
  while (!run.done) losses.push(run.advance().streamLoss);
  expect(Math.max(...losses)).toBeLessThan(1);
  expect(run.evaluate(key(4), 300).trainedQuality).toBeGreaterThan(2 * before);
  run.dispose();
});
