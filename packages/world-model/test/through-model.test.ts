// Rules U1–U7 of ../SPEC.md.
import { grad, key, mul, split, start, stopGradient, sum, add, tensor, values } from '@saccade/math';
import type { Tensor1D, Tensor2D } from '@saccade/math';
import { checkGrads, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  act,
  finalInputLoss,
  initMlp,
  modelLoss,
  predictNext,
  rollout,
  controllerPolicy,
  unrollThroughModel,
} from '../src/index.ts';
import type { MlpParams } from '../src/index.ts';
import { line, worldOf } from './worlds.ts';

beforeAll(async () => {
  await start();
});

const B = 3;
const desired = () => tensor<Tensor2D>([0.2, 0.8, 0.5, 0.9, 0.1, 0.4], [B, 2]);
const goals = () => tensor<Tensor2D>([1, 0, 0, 1, 0.5, 0.5], [B, 2]);

/** Nets that pass gradients on: after five steps they are still far above what a check tolerates. */
function nets(goal: boolean): { model: MlpParams; controller: MlpParams } {
  const [kModel, kController] = split(key(5), 2);
  return {
    model: centred(initMlp({ sizes: [5, 16, 2], initScale: 5 }, kModel)),
    controller: centred(initMlp({ sizes: [goal ? 4 : 2, 8, 3], initScale: 5 }, kController)),
  };
}

/** Biases that put each unit in the steep middle of its logistic function when all inputs are ½. */
function centred({ layers }: MlpParams): MlpParams {
  return { layers: layers.map(({ w }) => ({ w, b: mul(sum(w, 0), -0.5) as Tensor1D })) };
}

/** The same chain, wholly in the model: what the unrolled loss is where the world equals M. */
function chained(model: MlpParams, x0: Tensor2D, steps: number, carry: number, goal?: Tensor2D) {
  return (controller: MlpParams) => {
    let x = x0;
    for (let t = 0; t < steps; t++) {
      const seen = add(mul(x, carry), mul(stopGradient(x), 1 - carry)) as Tensor2D;
      x = predictNext(model, seen, act(controller, x, goal));
    }
    return finalInputLoss(x, desired());
  };
}

test.each([1, 2, 5])('U1 in a world that is M, the gradient over %i steps is the exact one', (steps) => {
  for (const goal of [undefined, goals()]) {
    const { model, controller } = nets(goal !== undefined);
    const world = worldOf(model, 2, 3);
    const begin = world.reset(key(3), B);
    const loss = (params: MlpParams) =>
      finalInputLoss(unrollThroughModel(world, begin, params, model, { steps, goal }).final, desired());
    checkGrads(loss, controller);
  }
});

test.each([0, 0.5, 1])('U2 carry %f damps the path along ∂x(t+1)/∂x(t) of M and no other', (carry) => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const unrolled = (params: MlpParams) =>
    finalInputLoss(unrollThroughModel(world, begin, params, model, { steps: 4, carry }).final, desired());
  const expected = grad(chained(model, tensor<Tensor2D>(begin.observation, [B, 2]), 4, carry))(controller);
  const got = grad(unrolled)(controller);
  for (const [l, { w, b }] of got.layers.entries()) {
    expect(w).toBeClose(expected.layers[l].w, TOLERANCE.product);
    expect(b).toBeClose(expected.layers[l].b, TOLERANCE.product);
  }
});

test('U3 the final input is what the world shows, bit for bit, however wrong M is', () => {
  const [kModel, kController] = split(key(8), 2);
  const model = initMlp({ sizes: [3, 4, 1], initScale: 5 }, kModel);
  const controller = initMlp({ sizes: [1, 3, 2], initScale: 5 }, kController);
  const begin = line.reset(key(1), 16);
  const { final, state } = unrollThroughModel(line, begin, controller, model, { steps: 6 });
  const last = rollout(line, begin, controllerPolicy(controller, line), 6).at(-1);
  expect(values(final)).toEqual(state.observation);
  expect(state.observation).toEqual(last?.observation);
});

test('U4 M is a constant: the final input has no gradient with respect to it', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const loss = (params: MlpParams) =>
    finalInputLoss(unrollThroughModel(world, begin, controller, params, { steps: 3 }).final, desired());
  for (const { w, b } of grad(loss)(model).layers) {
    expect(values(w).every((each) => each === 0)).toBe(true);
    expect(values(b).every((each) => each === 0)).toBe(true);
  }
});

test('U5 leaves the final input and nothing else', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  expect(tensorsLeft(() => unrollThroughModel(world, begin, controller, model, { steps: 3 }))).toBe(1);
});

test('U6 wrong options and goals are named', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const unroll = (options: { steps: number; carry?: number; goal?: Tensor2D }) => () =>
    unrollThroughModel(world, begin, controller, model, options);
  expect(unroll({ steps: 0 })).toThrow('unrollThroughModel: steps must be a whole number ≥ 1, got 0');
  expect(unroll({ steps: 1, carry: 2 })).toThrow('unrollThroughModel: carry must be in 0..1, got 2');
  expect(unroll({ steps: 1, goal: tensor<Tensor2D>([[1], [1]]) })).toThrow(
    'act: goal must be [B=3, G], got [2, 1]',
  );
});

test('U7 nets and inputs that do not fit are named, not broadcast', () => {
  const { controller } = nets(false);
  const narrow = initMlp({ sizes: [5, 1] }, key(0));
  const world = worldOf(nets(false).model, 2, 3);
  const begin = world.reset(key(3), B);
  expect(() => unrollThroughModel(world, begin, controller, narrow, { steps: 1 })).toThrow(
    'predictNext: the last bias of the model must be [X=2], got [1]',
  );
  const [wide, one] = [tensor<Tensor2D>([[1, 2, 3]]), tensor<Tensor2D>([[1]])];
  expect(() => finalInputLoss(wide, one)).toThrow('finalInputLoss: desired must be [B=1, X=3], got [1, 1]');
  const model = initMlp({ sizes: [4, 3] }, key(0));
  expect(() => modelLoss(model, wide, one, one)).toThrow('modelLoss: next must be [B=1, X=3], got [1, 1]');
});
