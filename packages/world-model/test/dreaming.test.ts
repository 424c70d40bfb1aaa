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
  tensorCount,
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
  foresightLoss,
  imagine,
  imaginedRewards,
  openLoop,
  painUntilEnd,
  planActor,
  planner,
  recurrentController,
  recurrentModel,
  shifted,
  toldRows,
} from '../src/index.ts';
import type { Experience, Imagined, RecurrentModel, RecurrentModelOptions } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [T, B, X, A, R, H] = [6, 3, 2, 1, 2, 4];
type Any = Cell<unknown, unknown>;
type Model = RecurrentModel<unknown, unknown>;
const sizes = { observationSize: X, rewardSize: R, actionSize: A };

function modelOf(kind: string, more: Partial<RecurrentModelOptions<unknown, unknown>>): Model {
  const core = (inputs: number): Any => {
    const cells: Record<string, unknown> = {
      rnn: rnnCell({ inputs, hidden: H, squash: 'tanh', initScale: 0.5 }),
      gru: gruCell({ inputs, hidden: H }),
      lstm: lstmCell({ inputs, hidden: H }),
      none: feedForwardCell({ inputs, hidden: H }),
    };
    return cells[kind] as Any;
  };
  const units = more.tells ? { units: [0.5, 0.25] } : {};
  return recurrentModel({ ...sizes, core, hidden: H, rewards: 'bernoulli', ...units, ...more });
}

/** What hurts is told from what comes, and M does not feel. */
const blunt = { rewardHidden: 3, feels: false };
const CHANGES = { ...blunt, tells: 'changes' } as const;
const TURNS = { ...blunt, tells: 'turns' } as const;
const MODELS = [
  { name: 'gru, changes', model: modelOf('gru', CHANGES) },
  { name: 'lstm, gaussian changes', model: modelOf('lstm', { ...CHANGES, observations: 'gaussian' }) },
  { name: 'rnn, turns', model: modelOf('rnn', TURNS) },
  { name: 'no memory, gaussian turns', model: modelOf('none', { ...TURNS, observations: 'gaussian' }) },
  { name: 'gru, observations', model: modelOf('gru', {}) },
  { name: 'lstm, gaussian observations, pain of them', model: modelOf('lstm', { observations: 'gaussian', rewardHidden: 3 }) }, // prettier-ignore
  { name: 'rnn that feels, turns', model: modelOf('rnn', { tells: 'turns' }) },
];
/** A controller that feels if M does. */
const controllerFor = ({ feels }: Model) =>
  recurrentController({ ...sizes, core: (inputs) => gruCell({ inputs, hidden: 3 }), hidden: 3, actions: 'tanh', feels }); // prettier-ignore

function lived(): Experience {
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
    rewards: tensor(uniformValues(key(3), (T + 1) * B * R).map(Math.round), [T + 1, B, R]),
    lived: tensor(made, [T, B]),
  };
}

const at = (all: Tensor, t: number): Tensor2D => {
  const [, ...rest] = all.shape;
  return reshape(slice(all, [t], [1]), rest) as Tensor2D;
};

/** What is seen at a step, with rewards where M feels. */
const momentAt = ({ feels }: Model, { observations, rewards }: Experience, t: number) => ({
  ...{ observation: at(observations, t), ...(feels && { reward: at(rewards, t) }) },
});

describe.each(MODELS)('$name', ({ model }) => {
  const controller = controllerFor(model);
  const lossOf = (params: ReturnType<Model['init']>, data: Experience) =>
    foresightLoss(model)(params, model.initialState(params, B), data)[0];

  test('R1 the loss over sequences has the gradient of central differences', () =>
    tidy(() => {
      const data = lived();
      checkGrads((params) => lossOf(params, data), model.init(key(4)));
    }));

  test('R2 following is stepping, from any state; steps that were not made do not count', () =>
    tidy(() => {
      const [data, params] = [lived(), model.init(key(4))];
      const whole = follow(model, params, data);
      let state = model.initialState(params, B);
      for (let t = 0; t < T; t++) {
        const [next, told] = model.step(params, state, momentAt(model, data, t), at(data.actions, t));
        expect(told.z).toEqualTensor(at(whole.told.z, t));
        state = next;
      }
      const half = follow(model, params, { ...data, actions: slice(data.actions, [0], [3]) });
      const later = { observations: slice<Tensor3D>(data.observations, [3]), rewards: slice<Tensor3D>(data.rewards, [3]) }; // prettier-ignore
      const rest = follow(model, params, { ...later, actions: slice(data.actions, [3]) }, half.state);
      expect(rest.told.z).toEqualTensor(slice(whole.told.z, [3]));
      const other = values(data.observations) as Float32Array;
      // The last observation of an episode whose last two steps were not made.
      other.set([9, 9], (T * B + 2) * X);
      other.set([7, 7], ((T - 1) * B + 2) * X);
      const changed = { ...data, observations: tensor<Tensor3D>(other, [T + 1, B, X]) };
      expect(lossOf(params, changed)).toEqualTensor(lossOf(params, data));
    }));

  test('R3 the open loop sees so much, and then its own predictions', () =>
    tidy(() => {
      const [data, params] = [lived(), model.init(key(4))];
      const expected = openLoop(model, params, data, 2);
      expect(expected.observations.shape).toEqual([T - 1, B, X]);
      const fed = (seen: Tensor3D, own: Tensor3D): Tensor3D =>
        concat([slice(seen, [0], [2]), slice(own, [0], [T - 2])], 0) as Tensor3D;
      const rewards = fed(data.rewards, imaginedRewards(model, expected));
      const observations = fed(data.observations, expected.observations);
      const { told } = follow(model, params, { ...data, observations, rewards });
      const followed = reshape(model.observation(toldRows(told)), [T, B, X]);
      expect(expected.observations).toEqualTensor(slice(followed, [1]));
    }));

  test('R4 a dream is what M and C make of one another, and what M imagines of the actions', () =>
    tidy(() => {
      const params = { model: model.init(key(4)), controller: controller.init(key(5)) };
      const { rewards, ...data } = lived();
      const begin = dreamAfter({ model, controller }, params, { ...data, ...(model.feels && { rewards }) });
      const dreamt = dream({ model, controller }, params, begin, { steps: 5 });
      let { state, controller: c, observation, reward } = begin;
      for (let t = 0; t < 5; t++) {
        const seen = reward ? (concat([observation, reward], 1) as Tensor2D) : observation;
        const [nextC, z] = controller.step(params.controller, c, seen);
        const action = controller.actSurely(z);
        const [nextM, told] = model.step(params.model, state, { observation, reward }, action);
        const next = model.observation(told);
        const feeling = model.feeling(params.model, told, next);
        expect(action).toEqualTensor(at(dreamt.actions, t));
        expect(next).toEqualTensor(at(dreamt.observations, t));
        expect(feeling).toEqualTensor(at(dreamt.feelings, t));
        [state, c, observation, reward] = [nextM, nextC, next, reward && model.reward(feeling)];
      }
      const imagined = imagine(model, params.model, begin, dreamt.actions);
      expect(imagined.observations).toEqualTensor(dreamt.observations);
      expect(imagined.feelings).toEqualTensor(dreamt.feelings);
    }));

  test('R5 the pain of a dream has the gradient of central differences, noise and all', () =>
    tidy(() => {
      const params = { model: model.init(key(4)), controller: controller.init(key(5)) };
      const begin = dreamStart({ model, controller }, params, momentAt(model, lived(), 0));
      const noises = {
        actionNoise: mul(lived().actions, 0.1) as Tensor3D,
        noise: slice<Tensor3D>(lived().observations, [0], [T]),
      };
      const options = { steps: T, temperature: 0.5, ...noises };
      // Weights of aliveness are held: one step has none before it.
      const hurt = (both: typeof params) =>
        painUntilEnd(slice(dream({ model, controller }, both, begin, options).feelings, [T - 1]));
      checkGrads(hurt, params);
    }));

  test('R6 a plan hurts less than what it was made of, and stays within bounds', () => {
    tidy(() => {
      const params = model.init(key(4));
      const begin = { ...momentAt(model, lived(), 1), state: model.initialState(params, B) };
      const plans = planner(model, { pain: ({ feelings }) => painUntilEnd(feelings), iterations: 15 });
      const hurt = (actions: Tensor3D): number =>
        values(painUntilEnd(imagine(model, params, begin, actions).feelings))[0];
      const [first, before] = [lived().actions, hurt(lived().actions)];
      const better = plans.improve(params, begin, first);
      expect(hurt(better)).toBeLessThan(before);
      expect(values(better).every((action) => action >= -1 && action <= 1)).toBe(true);
      expect(tensorsLeft(() => plans.improve(params, begin, first))).toBe(1);
      expect(slice(shifted(better), [0], [T - 1])).toEqualTensor(slice(better, [1]));
      plans.dispose();
    });
  });
});

test('R6 who acts by plans does the first step of the rest of the last plan, improved by what is seen', () => {
  const model = modelOf('rnn', TURNS);
  const options = { pain: ({ feelings }: Imagined) => painUntilEnd(feelings), iterations: 3 };
  const [plans, improving] = [planActor(model, { ...options, horizon: 4 }), planner(model, options)];
  const params = model.init(key(4));
  const before = tensorCount();
  const pushes = plans.of(params, B);
  tidy(() => {
    const data = lived();
    let [state, plan] = [model.initialState(params, B), tensor<Tensor3D>(new Float32Array(4 * B), [4, B, A])];
    for (let t = 0; t < 3; t++) {
      const moment = { observation: at(data.observations, t), state };
      const better = improving.improve(params, moment, plan);
      const done = pushes.act(values(moment.observation) as Float32Array);
      expect(done).toEqual(values(at(better, 0)));
      state = model.step(params, state, moment, at(better, 0))[0];
      plan = shifted(better);
    }
  });
  pushes.dispose();
  expect(tensorCount()).toBe(before);
  for (const each of [plans, improving]) each.dispose();
  expect(() => planActor(model, { ...options, horizon: 0 })).toThrow(
    'horizon must be a whole number ≥ 1, got 0',
  );
  expect(() => planActor(modelOf('gru', {}), { ...options, horizon: 4 })).toThrow('model must not feel');
});

test('R4 pain until the end is −log of surviving each step, as long as one is alive', () =>
  tidy(() => {
    const logits = uniformValues(key(6), T * B * R, { min: -3, max: 2 });
    let expected = 0;
    for (let b = 0; b < B; b++) {
      let alive = 1;
      for (let t = 0; t < T; t++) {
        const lives = [0, 1].map((k) => 1 / (1 + Math.exp(logits[(t * B + b) * R + k])));
        for (const life of lives) expected -= (alive * Math.log(life)) / B;
        alive *= lives[0] * lives[1];
      }
    }
    expect(values(painUntilEnd(tensor(logits, [T, B, R])))[0]).toBeCloseTo(expected, 4);
  }));

test('R5 without noise the mean comes; with it, means and deviations are those that M says', () =>
  tidy(() => {
    const model = modelOf('gru', { ...CHANGES, observations: 'gaussian' });
    const params = mapTree((leaf) => mul(leaf, 2), model.init(key(4)));
    const [, told] = model.step(
      params,
      model.initialState(params, B),
      momentAt(model, lived(), 0),
      at(lived().actions, 0),
    );
    const noise = tensor<Tensor2D>([1, 1, -1, -1, 0, 0], [B, X]);
    expect(model.drawObservation(told, mul(noise, 0) as Tensor2D)).toEqualTensor(model.observation(told));
    const [drawn, mean] = [model.drawObservation(told, noise), model.observation(told)].map((each) =>
      values(each),
    );
    const z = values(told.z);
    for (let i = 0; i < B * X; i++) {
      const logSd = z[Math.floor(i / X) * 2 * X + X + (i % X)];
      const sd = Math.exp(logSd) * [0.5, 0.25][i % 2];
      expect(drawn[i] - mean[i]).toBeCloseTo(sd * [1, 1, -1, -1, 0, 0][i], 5);
    }
  }));

test('R1 a loss of changes is that of errors in their units, in float64', () =>
  tidy(() => {
    for (const observations of ['linear', 'gaussian'] as const) {
      const model = modelOf('gru', { ...CHANGES, observations });
      const params = model.init(key(4));
      const data = lived();
      const [, told] = model.step(params, model.initialState(params, B), momentAt(model, data, 0), at(data.actions, 0)); // prettier-ignore
      const came = { observation: at(data.observations, 1), reward: at(data.rewards, 1) };
      const [x, after, z, logits, pains] = [
        ...[at(data.observations, 0), came.observation, told.z],
        ...[model.feeling(params, told, came.observation), came.reward],
      ].map((each) => values(each));
      const parts = z.length / (B * X);
      values(model.loss(params, told, came)).forEach((loss, b) => {
        let expected = 0;
        for (let i = 0; i < X; i++) {
          const [mean, logSd] = [z[b * parts * X + i], parts === 2 ? z[b * parts * X + X + i] : 0];
          const error = ((after[b * X + i] - x[b * X + i]) / [0.5, 0.25][i] - mean) / Math.exp(logSd);
          expected += logSd + error ** 2 / 2;
        }
        for (let k = 0; k < R; k++) {
          const p = 1 / (1 + Math.exp(-logits[b * R + k]));
          expected -= Math.log(pains[b * R + k] === 1 ? p : 1 - p);
        }
        expect(loss).toBeCloseTo(expected, 4);
      });
    }
  }));

test('R2 what moves goes on moving: without a core, M that tells turns foretells a steady motion', () =>
  tidy(() => {
    const model = modelOf('rnn', TURNS);
    const still = mapTree((leaf) => mul(leaf, 0), model.init(key(4)));
    const line = Float32Array.from(
      { length: 5 * X },
      (_, i) => (i % X === 0 ? 0.25 : -0.5) * Math.floor(i / X),
    );
    const seen = tensor<Tensor3D>(line, [5, 1, X]);
    const came = { observations: seen, actions: tensor<Tensor3D>(new Float32Array(5), [5, 1, A]) };
    const foretold = openLoop(model, still, came, 2).observations;
    expect([...values(foretold)]).toEqual([0.5, -1, 0.75, -1.5, 1, -2, 1.25, -2.5]);
  }));

test('R6 errors name the argument', () => {
  const model = modelOf('gru', CHANGES);
  expect(() => modelOf('gru', { hidden: 0, tells: 'turns', observations: 'bernoulli', units: [1] })).toThrow(
    'recurrentModel: hidden must be a whole number ≥ 1, got 0; ' +
      'observations must be linear or gaussian where it tells turns, got bernoulli; units must be 2 finite numbers > 0, got [1]',
  );
  expect(() => modelOf('gru', { rewardHidden: 0.5 })).toThrow(
    'rewardHidden must be a whole number ≥ 0, got 0.5',
  );
  expect(() => feedForwardCell({ inputs: 2, hidden: 0.5 })).toThrow('feedForwardCell: hidden must be');
  expect(() => planner(model, { pain: ({ feelings }) => painUntilEnd(feelings), iterations: 0 })).toThrow(
    'iterations must be a whole number ≥ 1, got 0',
  );
  tidy(() => {
    const data = lived();
    const params = model.init(key(4));
    expect(() => openLoop(model, params, data, T + 1)).toThrow(
      `openLoop: warmUp must be a whole number in 1..${T}, got ${T + 1}`,
    );
    const feeling = modelOf('gru', {});
    const { rewards: _, ...numb } = data;
    expect(() => follow(feeling, feeling.init(key(4)), numb)).toThrow(
      'a net that feels must be given a reward',
    );
  });
});
