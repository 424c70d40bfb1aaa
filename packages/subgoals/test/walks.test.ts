// Rules E4, W1–W4 of ../SPEC.md.
import { adam, disposeTree, foldIn, key, start, tensor, tidy, valueAndGrad, values } from '@saccade/math';
import type { Tensor, Tensor4D } from '@saccade/math';
import { checkGrads, tensorsLeft } from '@saccade/math/testing';
import { planeWalk, samplePlaneTasks } from '@saccade/tasks';
import type { PlaneTasks, PlaneWalkState } from '@saccade/tasks';
import { beforeAll, expect, test } from 'vitest';
import {
  chainObjective,
  controllerAction,
  controllerLoss,
  controllerPolicy,
  drawCommands,
  drawCosts,
  evaluatorLoss,
  followPlan,
  initController,
  initEvaluator,
  learnedEvaluator,
  recordWalks,
} from '../src/index.ts';
import type { Walks } from '../src/index.ts';
import { situationOf } from './fixtures.ts';

beforeAll(async () => {
  await start();
});

const world = planeWalk({ tasks: { circles: [1, 4], radius: [0.5, 1.2], ends: 'random', gap: -1 } });
const COSTS = { step: 0.1, pain: 2 };

/** Straight at the targets, as fast as may be: what C has to learn. */
function straight({ positions, velocities }: PlaneWalkState, targets: Float32Array): Float32Array {
  return targets.map((target, i) =>
    Math.max(-1, Math.min(1, 4 * (target - positions[i]) - 3 * velocities[i])),
  );
}

const walksOf = (seed: number, walkers: number, steps: number): Walks =>
  recordWalks(world, world.reset(key(seed), walkers), steps, (state) => straight(state, state.tasks.goals));

const rows = (x: Tensor): number[][] =>
  Array.from({ length: x.shape[0] }, (_, r) =>
    [...values(x)].slice((r * x.size) / x.shape[0], ((r + 1) * x.size) / x.shape[0]),
  );

test('W1 commands in hindsight are pieces of walks: where the walker was after that time, nothing touched in between', () => {
  const walks = walksOf(1, 7, 20);
  expect(walks.broken.some((step) => step.includes(1))).toBe(true);
  const commands = drawCommands(walks, key(2), 300, 6);
  const [positions, goals, actions, times, weights, circles] = [
    ...[commands.position, commands.goal, commands.action],
    ...[commands.time, commands.weight, commands.circles],
  ].map(rows);
  const lengths = new Set<number>();
  let skipped = 0;
  positions.forEach((position, i) => {
    const places = walks.positions.flatMap((at, t) =>
      Array.from({ length: 7 }, (_, b) => ({ t, b, place: [...at.subarray(2 * b, 2 * b + 2)] })),
    );
    const { t, b } = places.find(({ place }) => place[0] === position[0] && place[1] === position[1])!;
    expect(circles[i]).toEqual([...walks.tasks.circles.subarray(12 * b, 12 * b + 12)]);
    if (weights[i][0] === 0) {
      skipped++;
      return expect(walks.broken[t][b]).toBe(1);
    }
    const steps = times[i][0];
    lengths.add(steps);
    expect(actions[i]).toEqual([...walks.actions[t].subarray(2 * b, 2 * b + 2)]);
    expect(goals[i]).toEqual([...walks.positions[t + steps].subarray(2 * b, 2 * b + 2)]);
    for (let u = t; u < t + steps; u++) expect(walks.broken[u][b]).toBe(0);
  });
  expect([...lengths].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(skipped).toBeGreaterThan(0);
  disposeTree(commands);
});

test('W2 costs in hindsight are the steps and the pain between two places of a walk', () => {
  const first = world.reset(key(3), 5);
  const never = () => new Uint8Array(5);
  const walks = recordWalks(world, first, 15, (state) => straight(state, state.tasks.goals), never);
  const examples = drawCosts(walks, key(4), 200, COSTS);
  const [from, to, costs] = [examples.from, examples.to, examples.costs].map(rows);
  let most = 0;
  from.forEach((place, i) => {
    const found = walks.positions.flatMap((at, t) =>
      Array.from({ length: 5 }, (_, b) => b).flatMap((b) =>
        at[2 * b] === place[0] && at[2 * b + 1] === place[1] ? [{ t, b }] : [],
      ),
    );
    const expected = found.flatMap(({ t, b }) =>
      walks.positions.flatMap((at, u) => {
        if (u <= t || at[2 * b] !== to[i][0] || at[2 * b + 1] !== to[i][1]) return [];
        const pain = walks.pains.slice(t, u).reduce((sum, step) => sum + step[b], 0);
        return [COSTS.step * (u - t) + COSTS.pain * pain];
      }),
    );
    expect(expected.some((cost) => Math.abs(cost - costs[i][0]) < 1e-4)).toBe(true);
    most = Math.max(most, costs[i][0]);
  });
  expect(most).toBeGreaterThan(3);
  disposeTree(examples);
});

test('E4 E learns from walks what ways cost, is never below 0, and its gradients are central differences', () => {
  const walks = walksOf(5, 6, 12);
  const few = drawCosts(walks, key(6), 8, COSTS);
  checkGrads((params) => evaluatorLoss(params, few), initEvaluator({ hidden: 6 }, key(7)), {
    rtol: 2e-2,
    atol: 2e-2,
  });
  const optimiser = adam({ learningRate: 0.01 });
  const first = initEvaluator({}, key(8));
  let learner = { params: first, state: optimiser.init(first) };
  const fresh = drawCosts(walksOf(9, 40, 30), key(10), 500, COSTS);
  const errorOf = () => tidy(() => values(evaluatorLoss(learner.params, fresh))[0]);
  const before = errorOf();
  for (let i = 0; i < 200; i++)
    learner = tidy(() => {
      const examples = drawCosts(walksOf(100 + (i >> 3), 40, 30), foldIn(key(11), i), 128, COSTS);
      const { grads } = valueAndGrad(evaluatorLoss)(learner.params, examples);
      return optimiser.update(grads, learner.state, learner.params);
    });
  expect(errorOf()).toBeLessThan(before / 3);
  const { start: from, goal, circles } = situationOf(samplePlaneTasks({ ends: 'random' }, key(12), 50));
  const E = learnedEvaluator(learner.params);
  expect(values(E(from, goal, circles)).every((cost) => cost >= 0)).toBe(true);
  expect(tensorsLeft(() => E(from, goal, circles))).toBe(1);
});

test('E4 the gradients of a chain by its subgoals go through a learned E, too', () => {
  const tasks = samplePlaneTasks({ circles: [2, 3], ends: 'random' }, key(20), 4);
  const situation = situationOf(tasks);
  const E = learnedEvaluator(initEvaluator({ hidden: 6 }, key(21)));
  const places = samplePlaneTasks({ ends: 'random' }, key(22), 8).starts;
  const plans = tensor<Tensor4D>(places, [4, 1, 2, 2]);
  checkGrads((plan: Tensor4D) => chainObjective(E, situation, plan), plans, { rtol: 2e-2, atol: 5e-3 });
});

test('W3 gradients of C are central differences, whether it sees circles or not', () => {
  const commands = drawCommands(walksOf(13, 6, 12), key(14), 8, 5);
  for (const lookers of [0, 4])
    checkGrads(
      (params) => controllerLoss(params, commands),
      initController({ lookers, hidden: 5 }, key(15)),
      {
        rtol: 2e-2,
        atol: 5e-3,
      },
    );
  const { circles, ...blind } = commands;
  const params = initController({ hidden: 5 }, key(15));
  const none = tidy(() =>
    values(
      controllerAction(params, { ...blind, circles: situationOf(samplePlaneTasks({}, key(1), 8)).circles }),
    ),
  );
  expect(none).toEqual(tidy(() => values(controllerAction(params, { ...blind, circles }))));
});

test('W3 C learns in hindsight, from walks at random, to be where it is sent', () => {
  const optimiser = adam({ learningRate: 0.01 });
  const first = initController({}, key(16));
  let learner = { params: first, state: optimiser.init(first) };
  const policy = controllerPolicy();
  const tasks: PlaneTasks = {
    ...samplePlaneTasks({ ends: 'random' }, key(17), 50),
    circles: new Float32Array(150),
  };
  const free = planeWalk({ tasks: { circles: [1, 1] } });
  const arrived = (): number =>
    followPlan(free, free.begin(tasks), new Float32Array(0), (state, targets) =>
      policy.push(learner.params, state, targets),
    ).arrived.reduce((sum, there) => sum + there, 0);
  const untrained = arrived();
  for (let i = 0; i < 200; i++) {
    const pushes = samplePlaneTasks({ ends: 'random' }, key(1000 + i), 40).goals.map((x) => x / 5 - 1);
    const walks = recordWalks(
      world,
      world.reset(key(i), 40),
      12,
      () => pushes,
      () => new Uint8Array(40),
    );
    learner = tidy(() => {
      const { grads } = valueAndGrad(controllerLoss)(
        learner.params,
        drawCommands(walks, foldIn(key(18), i), 128, 8),
      );
      return optimiser.update(grads, learner.state, learner.params);
    });
  }
  expect(untrained).toBeLessThan(25);
  expect(arrived()).toBeGreaterThan(45);
  policy.dispose();
});

test('W4 walkers go to subgoals in order, then to the goal; what they touch on the way counts, nothing after it', () => {
  const tasks: PlaneTasks = {
    size: 10,
    starts: Float32Array.of(1, 1, 1, 1, 1, 1),
    goals: Float32Array.of(9, 9, 9, 9, 9, 9),
    circles: Float32Array.of(5, 5, 1, 5, 5, 1, 5, 5, 1),
  };
  const plane = planeWalk({ tasks: { circles: [1, 1] } });
  const places = Float32Array.of(2, 8, 5, 5, 8, 2);
  const followed = followPlan(plane, plane.begin(tasks), places, straight, { near: 0.3 });
  expect([...followed.arrived]).toEqual([1, 1, 1]);
  expect([...followed.touched]).toEqual([0, 1, 0]);
  const nearest = (b: number, x: number, y: number): number =>
    Math.min(...followed.path.map((at) => Math.hypot(at[2 * b] - x, at[2 * b + 1] - y)));
  expect(nearest(0, 2, 8)).toBeLessThan(0.31);
  expect(nearest(2, 8, 2)).toBeLessThan(0.31);
  expect(followed.steps[1]).toBeLessThan(followed.steps[0]);
  const short = followPlan(plane, plane.begin(tasks), places, straight, { steps: 5 });
  expect([...short.arrived, ...short.steps]).toEqual([0, 0, 0, 5, 5, 5]);
});
