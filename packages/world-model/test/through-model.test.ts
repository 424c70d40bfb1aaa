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
  observed,
  replayThroughModel,
} from '../src/index.ts';
import type { MlpParams, ReplayOptions } from '../src/index.ts';
import type { Environment } from '@saccade/tasks';
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

interface Unrolling extends ReplayOptions {
  readonly steps: number;
  readonly goal?: Tensor2D;
}

/** The observations of a trajectory that a controller makes. */
function seen<State>(
  world: Environment<State>,
  begin: State,
  controller: MlpParams,
  { steps, goal }: Unrolling,
): Tensor2D[] {
  const policy = controllerPolicy(controller, world, goal && (values(goal) as Float32Array));
  return rollout(world, begin, policy, steps).map((state) => observed(world, state));
}

/** A trajectory, then its final input through M. */
function unroll<State>(
  world: Environment<State>,
  begin: State,
  controller: MlpParams,
  model: MlpParams,
  options: Unrolling,
): Tensor2D {
  const { goal, carry } = options;
  return replayThroughModel(controller, model, seen(world, begin, controller, options), goal, { carry });
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
      finalInputLoss(unroll(world, begin, params, model, { steps, goal }), desired());
    checkGrads(loss, controller);
  }
});

test.each([0, 0.5, 1])('U2 carry %f damps the path along ∂x(t+1)/∂x(t) of M and no other', (carry) => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const unrolled = (params: MlpParams) =>
    finalInputLoss(unroll(world, begin, params, model, { steps: 4, carry }), desired());
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
  const last = rollout(line, begin, controllerPolicy(controller, line), 6).at(-1);
  expect(values(unroll(line, begin, controller, model, { steps: 6 }))).toEqual(last?.observation);
});

test('U4 M is a constant: the final input has no gradient with respect to it', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const loss = (params: MlpParams) =>
    finalInputLoss(unroll(world, begin, controller, params, { steps: 3 }), desired());
  for (const { w, b } of grad(loss)(model).layers) {
    expect(values(w).every((each) => each === 0)).toBe(true);
    expect(values(b).every((each) => each === 0)).toBe(true);
  }
});

test('U5 leaves the final input and nothing else', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const inputs = seen(world, begin, controller, { steps: 3 });
  expect(tensorsLeft(() => replayThroughModel(controller, model, inputs))).toBe(1);
});

test('U6 wrong options and goals are named', () => {
  const { model, controller } = nets(false);
  const world = worldOf(model, 2, 3);
  const begin = world.reset(key(3), B);
  const inputs = seen(world, begin, controller, { steps: 1 });
  const replay = (observations: Tensor2D[], options: ReplayOptions, goal?: Tensor2D) => () =>
    replayThroughModel(controller, model, observations, goal, options);
  expect(replay(inputs.slice(1), {})).toThrow('replayThroughModel: observations must be at least 2, got 1');
  expect(replay(inputs, { carry: 2 })).toThrow('replayThroughModel: carry must be in 0..1, got 2');
  expect(replay(inputs, {}, tensor<Tensor2D>([[1], [1]]))).toThrow('act: goal must be [B=3, G], got [2, 1]');
});

test('U7 nets and inputs that do not fit are named, not broadcast', () => {
  const { controller } = nets(false);
  const narrow = initMlp({ sizes: [5, 1] }, key(0));
  const world = worldOf(nets(false).model, 2, 3);
  const begin = world.reset(key(3), B);
  expect(() => unroll(world, begin, controller, narrow, { steps: 1 })).toThrow(
    'predictNext: the last bias of the model must be [X=2], got [1]',
  );
  const [wide, one] = [tensor<Tensor2D>([[1, 2, 3]]), tensor<Tensor2D>([[1]])];
  expect(() => finalInputLoss(wide, one)).toThrow('finalInputLoss: desired must be [B=1, X=3], got [1, 1]');
  const model = initMlp({ sizes: [4, 3] }, key(0));
  expect(() => modelLoss(model, wide, one, one)).toThrow('modelLoss: next must be [B=1, X=3], got [1, 1]');
});
