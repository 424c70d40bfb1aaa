// Rules G1–G6 of ../SPEC.md.
import {
  adam,
  concat,
  foldIn,
  key,
  mean,
  reshape,
  reverse,
  square,
  start,
  sub,
  sum,
  tensor,
  tensorCount,
  tidy,
  values,
} from '@saccade/math';
import type { Tensor1D, Tensor3D } from '@saccade/math';
import { checkGrads, tensorsLeft } from '@saccade/math/testing';
import { samplePlaneTasks } from '@saccade/tasks';
import { applyMlp, initMlp } from '@saccade/world-model';
import type { MlpParams } from '@saccade/world-model';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  bestPlan,
  chainCosts,
  chainObjective,
  discEvaluator,
  generatorTrainer,
  initGenerator,
  initPlaneGenerator,
  recurrentPlan,
  recurrentPlanePlan,
  refinePlans,
  staticPlan,
  staticPlanePlan,
} from '../src/index.ts';
import type { Evaluator, Planner } from '../src/index.ts';
import { situationOf } from './fixtures.ts';

beforeAll(async () => {
  await start();
});

const tasks = samplePlaneTasks({ circles: [1, 4], ends: 'random' }, key(1), 6);
const small = { lookers: 5, hidden: 6, proposals: 3 };
const planners = [
  ['static', staticPlan],
  ['recurrent', recurrentPlan],
] as const;
/** Smooth, unlike those of discs and swamps. */
const squaredLength: Evaluator = (from, to) => tidy(() => sum(square(sub(from, to)), 1) as Tensor1D);

test('G1 static and recurrent are the same at one subgoal, bit for bit, and not at two', () => {
  const params = initGenerator(small, key(2));
  const situation = situationOf(tasks);
  const plans = (count: number) => planners.map(([, planner]) => values(planner(params, situation, count)));
  const [one, two] = [plans(1), plans(2)];
  expect(one[1]).toEqual(one[0]);
  expect(two[1]).not.toEqual(two[0]);
});

test('G1 so are those of one plane, and say how many subgoals they make', () => {
  const situation = situationOf(tasks);
  const one = initPlaneGenerator({ hidden: 5 }, key(2));
  const plan = (planner: Planner<MlpParams>, params: MlpParams, count: number) =>
    values(planner(params, situation, count));
  expect(plan(staticPlanePlan, one, 1)).toEqual(plan(recurrentPlanePlan, one, 1));
  const two = initPlaneGenerator({ hidden: 5, atOnce: 2 }, key(2));
  expect(plan(staticPlanePlan, two, 2)).toHaveLength(6 * 4);
  expect(plan(recurrentPlanePlan, one, 3)).toHaveLength(6 * 6);
  expect(() => plan(staticPlanePlan, one, 2)).toThrow('params must make 2 at once, got 1');
  expect(() => plan(recurrentPlanePlan, two, 2)).toThrow('params must make 1 at once, got 2');
  expect(() => plan(recurrentPlanePlan, one, 0)).toThrow('count must be a whole number ≥ 1, got 0');
});

test('G6 plans begin fanned out evenly to both sides of the straight way, a single one near it', () => {
  const situation = situationOf(samplePlaneTasks({}, key(1), 1));
  // From (1, 1) to (9, 9): how far a place is to the left of the diagonal.
  const asides = (proposals: number) => {
    const plans = values(staticPlan(initGenerator({ proposals }, key(2)), situation, 1));
    return Array.from({ length: proposals }, (_, m) => (plans[2 * m + 1] - plans[2 * m]) / Math.SQRT2);
  };
  for (const [proposals, expected] of [
    [1, [0]],
    [2, [-1.25, 1.25]],
    [3, [-5 / 3, 0, 5 / 3]],
  ] as const)
    asides(proposals).forEach((aside, m) => expect(Math.abs(aside - expected[m])).toBeLessThan(0.5));
});

describe.each(planners)('%s', (_, planner) => {
  test('G2 one net makes any number of subgoals, from any number of circles in any order', () => {
    const params = initGenerator(small, key(3));
    const situation = situationOf(tasks);
    for (const count of [1, 2, 5]) expect(planner(params, situation, count).shape).toEqual([6, 3, count, 2]);
    const plain = values(planner(params, situation, 2));
    const turned = { ...situation, circles: reverse(situation.circles, 1) };
    expect(reshape(planner(params, turned, 2), [72])).toBeClose([...plain], { rtol: 1e-4, atol: 1e-5 });
    const padded = new Float32Array(6 * 7 * 3);
    for (let b = 0; b < 6; b++) padded.set(tasks.circles.subarray(12 * b, 12 * b + 12), 21 * b);
    const more = { ...situation, circles: tensor<Tensor3D>(padded, [6, 7, 3]) };
    expect(reshape(planner(params, more, 2), [72])).toBeClose([...plain], { rtol: 1e-4, atol: 1e-5 });
    expect(tensorsLeft(() => planner(params, situation, 2))).toBe(1);
    expect(() => planner(params, situation, 0)).toThrow('count must be a whole number ≥ 1, got 0');
  });

  test('G3 gradients of the objective by the weights equal central differences', () => {
    const situation = situationOf(samplePlaneTasks({ size: 2, radius: [0.1, 0.2] }, key(4), 3));
    checkGrads(
      (params) => chainObjective(squaredLength, situation, planner(params, situation, 2)),
      initGenerator({ ...small, proposals: 1 }, key(5)),
      // Differences of float32 sums of some 100.
      { rtol: 1e-2, atol: 2e-2 },
    );
  });

  test('G4 a learned E stays as it is, to the bit, while the generator learns through it', () => {
    const weights = initMlp({ sizes: [4, 8, 1], initScale: 1 }, key(6));
    const before = weights.layers.map(({ w, b }) => [values(w), values(b)]);
    const learned: Evaluator = (from, to) =>
      tidy(() => sum(applyMlp(weights, concat([from, to], 1)), 1) as Tensor1D);
    const optimiser = adam({ learningRate: 0.01 });
    const trainer = generatorTrainer({ optimiser, evaluator: learned, planner, count: 2 });
    const params = initGenerator(small, key(7));
    const first = params.propose.layers.map(({ w }) => values(w));
    const situation = situationOf(tasks);
    let learner = trainer.begin(params);
    const losses = Array.from({ length: 20 }, () => {
      const next = trainer.update(learner, situation);
      learner = next.learner;
      return next.loss;
    });
    expect(losses[19]).toBeLessThan(losses[0]);
    expect(weights.layers.map(({ w, b }) => [values(w), values(b)])).toEqual(before);
    expect(learner.params.propose.layers.map(({ w }) => values(w))).not.toEqual(first);
    trainer.dispose();
  });

  test('G5 through E of discs it learns to lead past them; refining makes plans better still', () => {
    const evaluator = discEvaluator();
    const optimiser = adam({ learningRate: 0.005 });
    const trainer = generatorTrainer({ optimiser, evaluator, planner, count: 2 });
    const params = initGenerator({}, key(8));
    let learner = trainer.begin(params);
    const judged = situationOf(samplePlaneTasks({ blocking: true }, key(9), 100));
    const costs = () =>
      tidy(() => {
        const plans = planner(learner.params, judged, 2);
        const refined = refinePlans(evaluator, judged, plans, { steps: 20 });
        return [plans, refined].map(
          (each) => values(mean(chainCosts(evaluator, judged, bestPlan(evaluator, judged, each))))[0],
        );
      });
    const untrained = costs();
    const live = tensorCount();
    for (let i = 0; i < 150; i++)
      learner = tidy(() => {
        const fresh = situationOf(samplePlaneTasks({ blocking: true }, foldIn(key(10), i), 32));
        return trainer.update(learner, fresh).learner;
      });
    expect(tensorCount()).toBe(live);
    const trained = costs();
    expect(trained[0]).toBeLessThan(untrained[0] / 2);
    expect(trained[1]).toBeLessThan(trained[0]);
    trainer.dispose();
  });
});
