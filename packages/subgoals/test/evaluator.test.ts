// Rules E1–E3 of ../SPEC.md.
import { grad, key, start, sum, tensor, tidy, values } from '@saccade/math';
import type { Tensor2D, Tensor4D } from '@saccade/math';
import { tensorsLeft } from '@saccade/math/testing';
import { pointSegmentDistance, samplePlaneTasks, swampCost, swampCosts } from '@saccade/tasks';
import type { PlaneTasks } from '@saccade/tasks';
import { beforeAll, expect, test } from 'vitest';
import { bestPlan, chainCosts, chainObjective, discEvaluator, swampEvaluator } from '../src/index.ts';
import { situationOf } from './fixtures.ts';

beforeAll(async () => {
  await start();
});

const BATCH = 40;
const tasks = samplePlaneTasks(
  { circles: [1, 4], radius: [0.5, 2.5], ends: 'random', gap: -1 },
  key(1),
  BATCH,
);
const places = (count: number, k: number): Float32Array =>
  samplePlaneTasks({ ends: 'random', gap: -1 }, key(k), BATCH * count).starts;
const of = (list: Float32Array, b: number, width: number): number[] => [
  ...list.subarray(width * b, width * (b + 1)),
];

test('E1 E of swamps is the integral that tasks computes in float64', () => {
  const { start: from, goal, circles } = situationOf(tasks);
  const expected = swampCosts(tasks, new Float32Array(0), 3);
  expect(Math.max(...expected)).toBeGreaterThan(1);
  expect(swampEvaluator({ height: 3 })(from, goal, circles)).toBeClose([...expected], {
    rtol: 1e-4,
    // Differences of integrals of up to 25, in float32.
    atol: 2e-5,
  });
});

test('E1 nothing is the cost of standing still and of keeping away, with gradients that are numbers', () => {
  const one: PlaneTasks = {
    size: 10,
    circles: Float32Array.of(5, 5, 2, 5, 5, 2, 0, 0, 0, 0, 0, 0),
    starts: Float32Array.of(5, 5, 1, 1),
    goals: Float32Array.of(5, 5, 1, 9),
  };
  const { start: from, goal, circles } = situationOf(one);
  expect(swampEvaluator()(from, goal, circles)).toBeClose([0, 0], { rtol: 0, atol: 1e-5 });
  for (const evaluator of [swampEvaluator(), discEvaluator()]) {
    const slope = grad((to: Tensor2D) => sum(evaluator(from, to, circles)))(goal);
    expect(values(slope).every(Number.isFinite)).toBe(true);
  }
});

test('E2 E of discs is length, depth in each disc and depth behind walls', () => {
  const { start: from, goal, circles } = situationOf(tasks);
  const options = { lengthCost: 0.3, depthCost: 2, margin: 0.4, size: 8 };
  const expected = Array.from({ length: BATCH }, (_, b) => {
    const [[ax, ay], [bx, by]] = [of(tasks.starts, b, 2), of(tasks.goals, b, 2)];
    let cost = 0.3 * Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
    for (let d = 0; d < 4; d++) {
      const [x, y, r] = of(tasks.circles, 4 * b + d, 3);
      if (r > 0) cost += 2 * Math.max(0, r + 0.4 - pointSegmentDistance(x, y, ax, ay, bx, by));
    }
    for (const value of [bx, by]) cost += 2 * (Math.max(0, 0.4 - value) + Math.max(0, value - 7.6));
    return cost;
  });
  expect(discEvaluator(options)(from, goal, circles)).toBeClose(expected, { rtol: 1e-4, atol: 1e-4 });
});

/** Σ ½ E² in float64, of swamps. */
function chain64(b: number, way: readonly number[]): number {
  let total = 0;
  for (let s = 0; s + 3 < way.length; s += 2) {
    let leg = 0;
    for (let d = 0; d < 4; d++) {
      const [x, y, r] = of(tasks.circles, 4 * b + d, 3);
      leg += swampCost([x, y, r], 1, way[s], way[s + 1], way[s + 2], way[s + 3]);
    }
    total += (leg * leg) / 2;
  }
  return total;
}

test('E3 the chain objective and its gradient are those of float64 and its finite differences', () => {
  const plan = places(3, 2);
  const situation = situationOf(tasks);
  const plans = tensor<Tensor4D>(plan, [BATCH, 1, 3, 2]);
  const slope = grad((p: Tensor4D) => chainObjective(swampEvaluator(), situation, p))(plans);
  const way = (b: number): number[] => [
    ...of(tasks.starts, b, 2),
    ...of(plan, b, 6),
    ...of(tasks.goals, b, 2),
  ];
  const costs = Array.from({ length: BATCH }, (_, b) => chain64(b, way(b)));
  const expected = Array.from({ length: BATCH }, (_, b) =>
    Array.from({ length: 6 }, (_, i) => {
      const moved = (by: number): number =>
        chain64(
          b,
          way(b).map((x, j) => (j === i + 2 ? x + by : x)),
        );
      return (moved(1e-5) - moved(-1e-5)) / 2e-5 / BATCH;
    }),
  ).flat();
  expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.01);
  expect(chainObjective(swampEvaluator(), situation, plans)).toBeClose(
    costs.reduce((total, cost) => total + cost) / BATCH,
    { rtol: 1e-4, atol: 1e-5 },
  );
  const got = values(slope);
  expected.forEach((value, i) => expect(Math.abs(got[i] - value)).toBeLessThan(1e-4));
});

test('E3 of several plans the best one is taken, and the others count a tenth', () => {
  const situation = situationOf(tasks);
  const plans = tensor<Tensor4D>(places(6, 3), [BATCH, 3, 2, 2]);
  const all = tidy(() =>
    Array.from({ length: 3 }, (_, m) => {
      const one = Array.from({ length: BATCH }, (_, b) =>
        of(values(plans) as Float32Array, 3 * b + m, 4),
      ).flat();
      return values(chainCosts(swampEvaluator(), situation, tensor(one, [BATCH, 2, 2])));
    }),
  );
  const least = Array.from({ length: BATCH }, (_, b) => Math.min(...all.map((costs) => costs[b])));
  const mean = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0) / list.length;
  const best = bestPlan(swampEvaluator(), situation, plans);
  expect([...values(chainCosts(swampEvaluator(), situation, best))]).toEqual(least);
  const expected = 0.9 * mean(least) + 0.1 * mean(all.flatMap((costs) => [...costs]));
  expect(chainObjective(swampEvaluator(), situation, plans)).toBeClose(expected, { rtol: 1e-5, atol: 1e-6 });
  expect(tensorsLeft(() => bestPlan(swampEvaluator(), situation, plans))).toBe(1);
});
