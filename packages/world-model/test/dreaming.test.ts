// Rules R1–R6 of ../SPEC.md.
import {
  concat,
  key,
  mapTree,
  mul,
  reshape,
  slice,
  start,
  tensor,
  tidy,
  uniformValues,
  values,
} from '@saccade/math';
import type { Cell, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { gruCell, lstmCell, rnnCell } from '@saccade/lstm';
import { checkGrads, tensorsLeft } from '@saccade/math/testing';
import '@saccade/math/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  dream,
  dreamAfter,
  dreamStart,
  feedForwardCell,
  follow,
  imagine,
  openLoop,
  painUntilEnd,
  planner,
  differenceModel,
  sampleNext,
  sequenceLoss,
  shifted,
  withReadout,
} from '../src/index.ts';
import type { DifferenceModel, SequenceBatch } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [T, B, X, A, K, H] = [6, 3, 2, 1, 2, 4];
type Any = Cell<unknown, unknown>;
type Model = DifferenceModel<unknown, unknown>;

function modelOf(kind: string, inertia: boolean, output: 'deterministic' | 'gaussian'): Model {
  const inputs = X + A + (inertia ? X : 0);
  const cells: Record<string, unknown> = {
    rnn: rnnCell({ inputs, hidden: H, squash: 'tanh', initScale: 0.5 }),
    gru: gruCell({ inputs, hidden: H }),
    lstm: lstmCell({ inputs, hidden: H }),
    none: feedForwardCell({ inputs, hidden: H }),
  };
  return differenceModel({
    ...{ cell: cells[kind] as Any, hidden: H, observationSize: X, actionSize: A, pains: K },
    ...{ inertia, output, units: [0.5, 0.25], painHidden: 3 },
  });
}

const MODELS = [
  { name: 'gru', model: modelOf('gru', false, 'deterministic') },
  { name: 'lstm, gaussian', model: modelOf('lstm', false, 'gaussian') },
  { name: 'rnn with inertia', model: modelOf('rnn', true, 'deterministic') },
  { name: 'no memory, gaussian, inertia', model: modelOf('none', true, 'gaussian') },
];
const controller = withReadout(gruCell({ inputs: X, hidden: 3 }), { hidden: 3, outputs: A });

function batch(): SequenceBatch {
  const draw = (seed: number, shape: number[]): Tensor3D =>
    tensor<Tensor3D>(
      uniformValues(
        key(seed),
        shape.reduce((a, b) => a * b),
        { min: -1, max: 1 },
      ),
      shape,
    );
  const made = Float32Array.from({ length: T * B }, (_, i) => (i === T * B - 1 || i === T * B - 4 ? 0 : 1));
  return {
    observations: draw(1, [T + 1, B, X]),
    actions: draw(2, [T, B, A]),
    pains: tensor(uniformValues(key(3), T * B * K).map(Math.round), [T, B, K]),
    made: tensor(made, [T, B]),
  };
}

const at = (all: Tensor, t: number): Tensor2D => {
  const [, ...rest] = all.shape;
  return reshape(slice(all, [t], [1]), rest) as Tensor2D;
};

describe.each(MODELS)('$name', ({ model }) => {
  test('R1 the loss over sequences has the gradient of central differences', () =>
    tidy(() => {
      const data = batch();
      checkGrads((params) => sequenceLoss(model, params, data), model.init(key(4)));
    }));

  test('R2 following is stepping, from any state; steps that were not made do not count', () =>
    tidy(() => {
      const [data, params] = [batch(), model.init(key(4))];
      const seen = slice<Tensor3D>(data.observations, [0], [T]);
      const whole = follow(model, params, seen, data.actions);
      let state = model.initialState(params, B);
      for (let t = 0; t < T; t++) {
        const [next, { next: expected }] = model.step(params, state, at(seen, t), at(data.actions, t));
        expect(expected).toEqualTensor(at(whole.expected.next, t));
        state = next;
      }
      const half = follow(model, params, slice(seen, [0], [3]), slice(data.actions, [0], [3]));
      const rest = follow(model, params, slice(seen, [3]), slice(data.actions, [3]), half.state);
      expect(rest.expected.next).toEqualTensor(slice(whole.expected.next, [3]));
      const other = values(data.observations) as Float32Array;
      // The last observation of an episode whose last two steps were not made.
      other.set([9, 9], (T * B + 2) * X);
      other.set([7, 7], ((T - 1) * B + 2) * X);
      const changed = { ...data, observations: tensor<Tensor3D>(other, [T + 1, B, X]) };
      expect(sequenceLoss(model, params, changed)).toEqualTensor(sequenceLoss(model, params, data));
    }));

  test('R3 the open loop sees so much, and then its own predictions', () =>
    tidy(() => {
      const [data, params] = [batch(), model.init(key(4))];
      const expected = openLoop(model, params, data.observations, data.actions, 2);
      expect(expected.shape).toEqual([T - 1, B, X]);
      const fed = concat([slice(data.observations, [0], [2]), slice(expected, [0], [T - 2])], 0) as Tensor3D;
      const followed = follow(model, params, fed, data.actions).expected.next;
      expect(expected).toEqualTensor(slice(followed, [1]));
    }));

  test('R4 a dream is what M and C make of one another, and what M imagines of the actions', () =>
    tidy(() => {
      const params = { model: model.init(key(4)), controller: controller.init(key(5)) };
      const data = batch();
      const begin = dreamAfter({ model, controller }, params, data.observations, data.actions);
      const dreamt = dream({ model, controller }, params, begin, { steps: 5 });
      let { model: m, controller: c, x } = begin;
      for (let t = 0; t < 5; t++) {
        const [nextC, action] = controller.step(params.controller, c, x);
        const [nextM, { core, next }] = model.step(params.model, m, x, action);
        expect(action).toEqualTensor(at(dreamt.actions, t));
        expect(next).toEqualTensor(at(dreamt.observations, t));
        expect(model.pain(params.model, core, next)).toEqualTensor(at(dreamt.pains, t));
        [m, c, x] = [nextM, nextC, next];
      }
      const imagined = imagine(model, params.model, { state: begin.model, x: begin.x }, dreamt.actions);
      expect(imagined.observations).toEqualTensor(dreamt.observations);
      expect(imagined.pains).toEqualTensor(dreamt.pains);
    }));

  test('R5 the pain of a dream has the gradient of central differences, noise and all', () =>
    tidy(() => {
      const params = { model: model.init(key(4)), controller: controller.init(key(5)) };
      const begin = dreamStart({ model, controller }, params, at(batch().observations, 0));
      const noises = {
        actionNoise: mul(batch().actions, 0.1) as Tensor3D,
        noise: slice<Tensor3D>(batch().observations, [0], [T]),
      };
      const options = { steps: T, temperature: 0.5, ...noises };
      // Weights of aliveness are held: one step has none before it.
      const hurt = (both: typeof params) =>
        painUntilEnd(slice(dream({ model, controller }, both, begin, options).pains, [T - 1]));
      checkGrads(hurt, params);
    }));

  test('R6 a plan hurts less than what it was made of, and stays within bounds', () => {
    tidy(() => {
      const params = model.init(key(4));
      const begin = { state: model.initialState(params, B), x: at(batch().observations, 1) };
      const plans = planner(model, { pain: ({ pains }) => painUntilEnd(pains), iterations: 15 });
      const hurt = (actions: Tensor3D): number =>
        values(painUntilEnd(imagine(model, params, begin, actions).pains))[0];
      const [first, before] = [batch().actions, hurt(batch().actions)];
      const better = plans.improve(params, begin, first);
      expect(hurt(better)).toBeLessThan(before);
      expect(values(better).every((action) => action >= -1 && action <= 1)).toBe(true);
      expect(tensorsLeft(() => plans.improve(params, begin, first))).toBe(1);
      expect(slice(shifted(better), [0], [T - 1])).toEqualTensor(slice(better, [1]));
      plans.dispose();
    });
  });
});

test('R4 pain until the end is −log of surviving each step, as long as one is alive', () =>
  tidy(() => {
    const logits = uniformValues(key(6), T * B * K, { min: -3, max: 2 });
    let expected = 0;
    for (let b = 0; b < B; b++) {
      let alive = 1;
      for (let t = 0; t < T; t++) {
        const lives = [0, 1].map((k) => 1 / (1 + Math.exp(logits[(t * B + b) * K + k])));
        for (const life of lives) expected -= (alive * Math.log(life)) / B;
        alive *= lives[0] * lives[1];
      }
    }
    expect(values(painUntilEnd(tensor(logits, [T, B, K])))[0]).toBeCloseTo(expected, 4);
  }));

test('R5 without noise, and at temperature 0, the mean comes; with it, means and deviations are those that M says', () =>
  tidy(() => {
    const model = modelOf('gru', false, 'gaussian');
    const params = mapTree((leaf) => mul(leaf, 2), model.init(key(4)));
    const [, expected] = model.step(
      params,
      model.initialState(params, B),
      at(batch().observations, 0),
      at(batch().actions, 0),
    );
    const noise = tensor<Tensor2D>([1, 1, -1, -1, 0, 0], [B, X]);
    expect(sampleNext(model, expected, noise, 0)).toEqualTensor(expected.next);
    const [drawn, mean] = [sampleNext(model, expected, noise), expected.next].map((each) => values(each));
    const logs = values(expected.logVariance as Tensor2D);
    for (let i = 0; i < B * X; i++) {
      const sd = Math.exp(logs[i] / 2) * [0.5, 0.25][i % 2];
      expect(drawn[i] - mean[i]).toBeCloseTo(sd * [1, 1, -1, -1, 0, 0][i], 5);
    }
  }));

test('R2 what moves goes on moving: without a core, inertia alone foretells a steady motion', () =>
  tidy(() => {
    const model = modelOf('rnn', true, 'deterministic');
    const still = mapTree((leaf) => mul(leaf, 0), model.init(key(4)));
    const line = Float32Array.from(
      { length: 5 * X },
      (_, i) => (i % X === 0 ? 0.25 : -0.5) * Math.floor(i / X),
    );
    const seen = tensor<Tensor3D>(line, [5, 1, X]);
    const foretold = openLoop(model, still, seen, tensor<Tensor3D>(new Float32Array(5), [5, 1, A]), 2);
    expect([...values(foretold)]).toEqual([0.5, -1, 0.75, -1.5, 1, -2, 1.25, -2.5]);
  }));

test('R6 errors name the argument', () => {
  const model = modelOf('gru', false, 'deterministic');
  expect(() =>
    differenceModel({ cell: {} as Any, hidden: 0, observationSize: 2, actionSize: 1, units: [1] }),
  ).toThrow(
    'differenceModel: hidden must be a whole number ≥ 1, got 0; units must be 2 finite numbers > 0, got [1]',
  );
  expect(() => feedForwardCell({ inputs: 2, hidden: 0.5 })).toThrow('feedForwardCell: hidden must be');
  expect(() => planner(model, { pain: ({ pains }) => painUntilEnd(pains), iterations: 0 })).toThrow(
    'iterations must be a whole number ≥ 1, got 0',
  );
  tidy(() => {
    const data = batch();
    const params = model.init(key(4));
    expect(() => openLoop(model, params, data.observations, data.actions, T)).toThrow(
      `openLoop: warmUp must be a whole number in 1..${T - 1}, got ${T}`,
    );
    expect(() => sequenceLoss(model, params, { ...data, made: data.pains as never })).toThrow(
      'sequenceLoss: made must be',
    );
  });
});
