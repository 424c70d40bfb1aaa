// Rules T1–T4 of ../SPEC.md.
import {
  adam,
  foldIn,
  key,
  split,
  start,
  tensor,
  tensorCount,
  tidy,
  uniformValues,
  values,
} from '@saccade/math';
import type { Key, Learner, Tensor2D } from '@saccade/math';
import '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { controllerPolicy, controllerTrainer, initMlp, modelTrainer, rollout } from '../src/index.ts';
import type { MlpParams } from '../src/index.ts';
import { line } from './worlds.ts';

beforeAll(async () => {
  await start();
});

const BATCH = 32;
const GOAL = 0.7;
const optimiser = adam({ learningRate: 0.05 });
const models = modelTrainer(optimiser);
const controllers = controllerTrainer(optimiser);
const sizes = { model: [3, 8, 1], controller: [1, 6, 2] };

/** M on random movements. */
function modelUpdate(learner: Learner<MlpParams>, kUpdate: Key): Learner<MlpParams> {
  const [kStart, kActions] = split(kUpdate, 2);
  const begin = line.reset(kStart, BATCH);
  const actions = uniformValues(kActions, BATCH * 2);
  const next = line.step(begin, actions);
  return tidy(() => {
    const x = tensor<Tensor2D>(begin.observation, [BATCH, 1]);
    const action = tensor<Tensor2D>(actions, [BATCH, 2]);
    return models.update(learner, { x, action, next: tensor(next.observation, [BATCH, 1]) }).learner;
  });
}

function controllerUpdate(learner: Learner<MlpParams>, model: MlpParams, kUpdate: Key): Learner<MlpParams> {
  const task = { environment: line, start: line.reset(kUpdate, BATCH), steps: 4 };
  return controllers.update(learner, model, { ...task, desired: new Float32Array(BATCH).fill(GOAL) }).learner;
}

function train(
  seed: number,
  modelUpdates: number,
  updates: number,
): { model: Learner<MlpParams>; controller: Learner<MlpParams> } {
  const [kModel, kController, kData] = split(key(seed), 3);
  let model = models.begin(initMlp({ sizes: sizes.model, initScale: 1 }, kModel));
  let controller = controllers.begin(initMlp({ sizes: sizes.controller, initScale: 1 }, kController));
  for (let i = 0; i < modelUpdates; i++) model = modelUpdate(model, foldIn(kData, i));
  for (let i = 0; i < updates; i++) {
    controller = controllerUpdate(controller, model.params, foldIn(kData, modelUpdates + i));
  }
  return { model, controller };
}

/** Mean distance from the goal after some steps. */
function distance(controller: MlpParams): number {
  const states = rollout(line, line.reset(key(77), 500), controllerPolicy(controller, line), 8);
  const { observation } = states[8];
  return observation.reduce((sum, x) => sum + Math.abs(x - GOAL), 0) / observation.length;
}

test.each([0, 1, 2, 3, 4])('T1 a controller learns through M to go to a point, seed %i', (seed) => {
  const { controller } = train(seed, 400, 200);
  const untrained = initMlp({ sizes: sizes.controller, initScale: 1 }, split(key(seed), 3)[1]);
  const before = distance(untrained);
  expect(before).toBeGreaterThan(0.15);
  expect(distance(controller.params)).toBeLessThan(before / 4);
});

test('T2 the same key gives the same weights, bit for bit', () => {
  const [one, two] = [train(3, 30, 20), train(3, 30, 20)];
  for (const [l, { w, b }] of one.controller.params.layers.entries()) {
    expect(w).toEqualTensor(two.controller.params.layers[l].w);
    expect(b).toEqualTensor(two.controller.params.layers[l].b);
  }
});

test('T3 updates of C leave every bit of M as it was', () => {
  const { model, controller: begun } = train(1, 20, 0);
  let controller = begun;
  const bits = (): Float32Array[] => model.params.layers.map(({ w }) => values(w) as Float32Array);
  const before = bits();
  for (let i = 0; i < 20; i++) controller = controllerUpdate(controller, model.params, foldIn(key(9), i));
  expect(bits()).toEqual(before);
});

test('T4 1,000 updates of M and 1,000 of C leave no tensor behind', () => {
  let { model, controller } = train(2, 1, 1);
  const before = tensorCount();
  for (let i = 0; i < 1000; i++) model = modelUpdate(model, foldIn(key(4), i));
  for (let i = 0; i < 1000; i++) controller = controllerUpdate(controller, model.params, foldIn(key(5), i));
  expect(tensorCount()).toBe(before);
});
