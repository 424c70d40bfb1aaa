// Rules P1–P5 of ../SPEC.md.
import { adam, key, start, tensor, values } from '@saccade/math';
import type { Tensor1D, Tensor2D } from '@saccade/math';
import { rnnStep } from '@saccade/lstm';
import { beforeAll, expect, test } from 'vitest';
import { onlinePair } from '../src/index.ts';
import type { LogisticNet, OnlinePair, OnlinePairOptions } from '../src/index.ts';
import { onlineDescent } from '../src/online-descent.ts';

beforeAll(async () => {
  await start();
});

const OPTIONS: OnlinePairOptions = {
  ...{ feelings: 2, desired: [0, 1], observations: 2, actions: 2 },
  controller: { units: 3, ticks: 2, initScale: 1, rate: 0 },
  model: { units: 5, ticks: 2, initScale: 1, rate: 0 },
};
const STEPS = 5;

/** What was seen, done and came: nothing that depends on weights. */
function history(): { seen: number[][]; done: number[][] } {
  const at = (t: number, i: number): number => ((7 * t + 3 * i * i + t * i) % 11) / 10;
  return {
    seen: Array.from({ length: STEPS + 1 }, (_, t) => [0, 1, 2, 3].map((i) => at(t, i))),
    done: Array.from({ length: STEPS }, (_, t) => [4, 5].map((i) => at(t, i))),
  };
}

/** Lives through the history; the last step is learned from. */
function live(pair: OnlinePair, learners = { model: true, controller: true }): Float32Array[] {
  const { seen, done } = history();
  return done.map((actions, t) => {
    pair.act(Float32Array.from(seen[t]));
    const foretold = pair.foretell(Float32Array.from(actions));
    if (t === STEPS - 1) pair.learn(Float32Array.from(seen[STEPS]), learners);
    return foretold;
  });
}

/** All ticks of a net, one number at a time, in float64. */
function run({ inputs, units, ticks }: LogisticNet, w: number[], y: number[], x: number[]): number[] {
  for (let i = 0; i < ticks; i++) {
    const sources = [...x, 1, ...y];
    const width = inputs + 1 + units;
    y = y.map((_, k) => 1 / (1 + Math.exp(-sources.reduce((sum, s, j) => sum + w[k * width + j] * s, 0))));
  }
  return y;
}

/**
 * What M foretells at each step as a function of C's weights, in float64: what both see and what is done is as it was, moved by
 * what M would have foretold and C done otherwise.
 */
function foretoldBy(
  pair: OnlinePair,
  weights: number[],
  as?: { foretold: number[][]; said: number[][] },
): { foretold: number[][]; said: number[][] } {
  const { seen, done } = history();
  const model = [...pair.model.weights];
  let [c, m] = [new Array<number>(3).fill(0), new Array<number>(5).fill(0)];
  const result: { foretold: number[][]; said: number[][] } = { foretold: [], said: [] };
  for (let t = 0; t < STEPS; t++) {
    const moved = (list: number[], now?: number[], then?: number[]): number[] =>
      list.map((value, i) => value + (now && then ? now[i] - then[i] : 0));
    const x = t === 0 ? seen[0] : moved(seen[t], result.foretold[t - 1], as?.foretold[t - 1]);
    c = run(pair.controller, weights, c, x);
    result.said.push(c.slice(0, 2));
    m = run(pair.model, model, m, [...x, ...moved(done[t], result.said[t], as?.said[t])]);
    result.foretold.push(m.slice(0, 4));
  }
  return result;
}

test('P1 both nets are fully recurrent nets of logistic units, as rnnCell has them', () => {
  const pair = onlinePair(OPTIONS, key(1));
  const { seen } = history();
  const { weights, units, inputs } = pair.controller;
  const width = inputs + 1 + units;
  const column = (j: number): number[] => Array.from({ length: units }, (_, k) => weights[k * width + j]);
  const params = {
    wx: tensor<Tensor2D>([0, 1, 2, 3].map(column)),
    b: tensor<Tensor1D>(column(inputs)),
    wh: tensor<Tensor2D>([0, 1, 2].map((l) => column(inputs + 1 + l))),
  };
  let state = { h: tensor<Tensor2D>([[0, 0, 0]]) };
  for (const x of seen.slice(0, STEPS)) {
    for (let tick = 0; tick < 2; tick++) state = rnnStep(params, state, tensor<Tensor2D>([x]));
    const actions = pair.act(Float32Array.from(x));
    expect(actions).toHaveLength(2);
    expect([...actions]).toEqual([0, 1].map((i) => expect.closeTo(values(state.h)[i], 6) as number));
  }
});

test('P2 C moves down what M foretells of feelings, along its past and M’s: the float64 oracle', () => {
  const step = { ...OPTIONS, controller: { ...OPTIONS.controller, rate: 1 } };
  const pair = onlinePair(step, key(3));
  const [before, modelBefore] = [[...pair.controller.weights], [...pair.model.weights]];
  const as = foretoldBy(pair, before);
  const lossOf = (weights: number[]): number => {
    const [pain, pleasure] = foretoldBy(pair, weights, as).foretold[STEPS - 1];
    return (pain * pain + (1 - pleasure) * (1 - pleasure)) / 2;
  };
  const gradient = before.map((_, i) => {
    const shifted = (by: number): number[] => before.map((w, j) => (i === j ? w + by : w));
    return (lossOf(shifted(1e-5)) - lossOf(shifted(-1e-5))) / 2e-5;
  });
  live(pair);
  const moved = before.map((w, i) => w - pair.controller.weights[i]);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.005);
  gradient.forEach((expected, i) => expect(Math.abs(moved[i] - expected)).toBeLessThan(1e-6));
  expect([...pair.model.weights]).toEqual(modelBefore);
});

test('P3 M moves towards what came, feelings and observations: the float64 oracle', () => {
  const pair = onlinePair({ ...OPTIONS, model: { ...OPTIONS.model, rate: 1 } }, key(4));
  const before = [...pair.model.weights];
  const { seen, done } = history();
  const lossOf = (weights: number[]): number => {
    let m = new Array<number>(5).fill(0);
    for (let t = 0; t < STEPS; t++) m = run(pair.model, weights, m, [...seen[t], ...done[t]]);
    return seen[STEPS].reduce((sum, came, i) => sum + (came - m[i]) * (came - m[i]), 0) / 2;
  };
  const gradient = before.map((_, i) => {
    const shifted = (by: number): number[] => before.map((w, j) => (i === j ? w + by : w));
    return (lossOf(shifted(1e-5)) - lossOf(shifted(-1e-5))) / 2e-5;
  });
  live(pair);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.01);
  gradient.forEach((expected, i) =>
    expect(Math.abs(before[i] - pair.model.weights[i] - expected)).toBeLessThan(1e-6),
  );
});

const learning: OnlinePairOptions = {
  ...OPTIONS,
  controller: { ...OPTIONS.controller, rate: 0.1, method: 'adam' },
  model: { ...OPTIONS.model, rate: 0.1, method: 'adam' },
};

test('P4 who does not learn keeps its bits; what is remembered goes on elsewhere with the same bits', () => {
  const [pair, other] = [onlinePair(learning, key(5)), onlinePair(learning, key(6))];
  const bits = [...pair.controller.weights];
  live(pair, { model: true, controller: false });
  expect([...pair.controller.weights]).toEqual(bits);
  for (const [name, array] of Object.entries(pair.memory)) other.memory[name].set(array as Float32Array);
  expect(live(other)).toEqual(live(pair));
  expect(other.memory).toEqual(pair.memory);
});

test('P4 steps by Adam are those of the optimiser on tensors', () => {
  const optimiser = adam({ learningRate: 0.05 });
  const mine = onlineDescent({ rate: 0.05, method: 'adam' }, 3);
  const weights = Float32Array.of(1, -2, 0.5);
  let params = tensor<Tensor1D>([...weights]);
  let state = optimiser.init(params);
  for (let t = 0; t < 10; t++) {
    const gradient = [Math.fround(0.3 * t - 1), Math.fround(1 / (t + 1)), -2];
    ({ params, state } = optimiser.update(tensor<Tensor1D>(gradient), state, params));
    mine.step(weights, Float64Array.from(gradient));
  }
  values(params).forEach((expected, i) => expect(Math.abs(weights[i] - expected)).toBeLessThan(1e-5));
});

test('P5 wrong sizes and rates are named', () => {
  const make = (more: object) => () => onlinePair({ ...OPTIONS, ...more }, key(0));
  expect(make({ feelings: 0 })).toThrow('onlinePair: feelings must be a whole number ≥ 1, got 0');
  expect(make({ desired: [1] })).toThrow('onlinePair: desired must be [F=2], got [1]');
  expect(make({ model: { units: 3, rate: 1 } })).toThrow('model.units must be ≥ 4, what it foretells, got 3');
  expect(make({ controller: { units: 1, rate: 1 } })).toThrow('controller.units must be ≥ A=2, got 1');
  expect(make({ model: { units: 5, rate: -1 } })).toThrow('onlineDescent: rate must be a number ≥ 0, got -1');
  const pair = onlinePair(OPTIONS, key(0));
  expect(() => pair.act(new Float32Array(3))).toThrow('onlinePair.act: seen must be [4], got [3]');
});
