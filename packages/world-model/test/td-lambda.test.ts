// Rules V1–V5 of ../SPEC.md.
import { key, start, tensor, tidy, uniformValues, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { checkGrads, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  criticLoss,
  criticTargets,
  foreseen,
  initMlp,
  lambdaReturns,
  painAhead,
  painForEver,
} from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [T, B, K, X] = [7, 3, 2, 4];
const felt = uniformValues(key(1), T * B * K);
const valued = uniformValues(key(2), T * B * K);
/** Episode 0 ends at steps 2 and 6, episode 1 at step 4, episode 2 goes on. */
const ended = Float32Array.from({ length: T * B }, (_, i) => ([6, 18, 13].includes(i) ? 1 : 0));

function returns(discount: number, lambda: number): number[] {
  return tidy(() => {
    const [r, v] = [felt, valued].map((list) => tensor<Tensor3D>(list, [T, B, K]));
    const options = { discount, lambda };
    return [
      ...values(lambdaReturns({ felt: r, values: v, ended: tensor<Tensor2D>(ended, [T, B]) }, options)),
    ];
  });
}

/** The mean of all n-step returns, weighed by (1 − λ) λⁿ⁻¹: the definition, in float64. */
function oracle(discount: number, lambda: number, t: number, b: number, k: number): number {
  let [total, weight, sum, factor] = [0, 1, 0, 1];
  for (let n = t; n < T; n++) {
    sum += factor * felt[(n * B + b) * K + k];
    factor *= discount;
    if (ended[n * B + b] === 1) return total + weight * sum;
    const estimate = sum + factor * valued[(n * B + b) * K + k];
    const share = n === T - 1 ? weight : weight * (1 - lambda);
    total += share * estimate;
    weight -= share;
  }
  return total;
}

test.each([
  [0.9, 0],
  [0.9, 0.7],
  [0.97, 1],
  [1, 0.5],
  [0, 0.3],
])('V1 returns for γ %f and λ %f are the weighed means of n-step returns', (discount, lambda) => {
  for (const [i, got] of returns(discount, lambda).entries()) {
    const [t, b, k] = [Math.floor(i / (B * K)), Math.floor(i / K) % B, i % K];
    expect(got).toBeCloseTo(oracle(discount, lambda, t, b, k), 5);
  }
});

test('V2 a return is the value and the sum of later errors of single steps, weighed by (γλ)ⁿ', () => {
  const [discount, lambda] = [0.9, 0.6];
  // Values of x(t) itself: any start, then those that were said of x(t+1).
  const before = [...uniformValues(key(3), B * K), ...valued.subarray(0, (T - 1) * B * K)];
  const got = returns(discount, lambda);
  for (let i = 0; i < B * K; i++) {
    let sum = before[i];
    let factor = 1;
    for (let t = 0; t < T && factor > 0; t++) {
      const at = t * B * K + i;
      const goesOn = 1 - ended[t * B + Math.floor(i / K)];
      sum += factor * (felt[at] + discount * goesOn * valued[at] - before[at]);
      factor *= discount * lambda * goesOn;
    }
    expect(got[i]).toBeCloseTo(sum, 5);
  }
});

const critic = () => initMlp({ sizes: [X, 5, K], initScale: 1 }, key(4));

function passed(ends: Float32Array) {
  return {
    x: tensor<Tensor3D>(uniformValues(key(5), T * B * X), [T, B, X]),
    next: tensor<Tensor3D>(uniformValues(key(6), T * B * X), [T, B, X]),
    pains: tensor<Tensor3D>(felt, [T, B, K]),
    ended: tensor<Tensor2D>(ends, [T, B]),
  };
}

test('V3 the loss of a critic has the gradient of central differences, with its targets held', () =>
  tidy(() => {
    // Where every step ends an episode, targets do not depend on the critic.
    const all = passed(new Float32Array(T * B).fill(1));
    checkGrads((params) => criticLoss(params, all, { discount: 0.9, lambda: 0.5 }), critic());
  }));

test('V3 what a critic should have said is no function of it, as far as gradients go', () =>
  tidy(() => {
    const some = passed(ended);
    const options = { discount: 0.9, lambda: 0.5 };
    const targets = values(criticTargets(critic(), some, options));
    const said = values(foreseen(critic(), some.x));
    const cross = [...said].map((v, i) => -targets[i] * Math.log(v) - (1 - targets[i]) * Math.log(1 - v));
    const expected = cross.reduce((sum, each) => sum + each, 0) / (T * B);
    expect(values(criticLoss(critic(), some, options))[0]).toBeCloseTo(expected, 5);
  }));

test('V3 steps that were not lived do not count', () =>
  tidy(() => {
    const some = passed(ended);
    const options = { discount: 0.9, lambda: 0.5 };
    const [targets, said] = [criticTargets(critic(), some, options), foreseen(critic(), some.x)].map((each) => values(each)); // prettier-ignore
    const lived = Float32Array.from({ length: T * B }, (_, i) => (i % 4 === 1 ? 0 : 1));
    let [wrong, ahead] = [0, 0];
    said.forEach((v, i) => {
      const on = lived[Math.floor(i / K)];
      wrong -= on * (targets[i] * Math.log(v) + (1 - targets[i]) * Math.log(1 - v));
      ahead += on * Math.log(0.01 + v);
    });
    const steps = lived.reduce((sum, on) => sum + on);
    const masked = { ...some, lived: tensor<Tensor2D>(lived, [T, B]) };
    expect(values(criticLoss(critic(), masked, options))[0]).toBeCloseTo(wrong / steps, 5);
    expect(values(painAhead(critic(), masked))[0]).toBeCloseTo(ahead / steps, 5);
    checkGrads((x) => painAhead(critic(), { ...masked, x }), some.x, TOLERANCE.gradient);
  }));

test('V4 pain for ever is what a dream hurts, and what the critic says of its end', () =>
  tidy(() => {
    const logits = uniformValues(key(7), T * B * K, { min: -4, max: 1 });
    const seen = uniformValues(key(8), T * B * X);
    const parts = {
      feelings: tensor<Tensor3D>(logits, [T, B, K]),
      observations: tensor<Tensor3D>(seen, [T, B, X]),
    };
    const end = values(foreseen(critic(), parts.observations)).subarray((T - 1) * B * K);
    let expected = 0;
    for (let i = 0; i < B * K; i++) {
      let [alive, total, factor] = [1, 0, 1];
      for (let t = 0; t < T; t++) {
        const p = (k: number): number => 1 / (1 + Math.exp(-logits[(t * B + Math.floor(i / K)) * K + k]));
        total += factor * alive * p(i % K);
        for (let k = 0; k < K; k++) alive *= 1 - p(k);
        factor *= 0.9;
      }
      expected += Math.log(0.01 + total + factor * alive * end[i]) / B;
    }
    expect(values(painForEver(critic(), parts, { discount: 0.9 }))[0]).toBeCloseTo(expected, 5);
    checkGrads((dreamt) => painForEver(critic(), dreamt, { discount: 0.9 }), parts, TOLERANCE.gradient);
  }));

test('V5 errors name the argument, and one tensor is left', () => {
  const all = passed(ended);
  const options = { discount: 0.9, lambda: 0.5 };
  expect(tensorsLeft(() => criticTargets(critic(), all, options))).toBeGreaterThanOrEqual(1);
  const parts = { felt: all.pains, values: all.pains, ended: all.ended };
  expect(tensorsLeft(() => lambdaReturns(parts, options))).toBe(1);
  expect(() => lambdaReturns(parts, { discount: 1.5, lambda: 0 })).toThrow(
    'discount must be in 0..1, got 1.5',
  );
  expect(() => lambdaReturns({ ...parts, ended: all.pains as never }, options)).toThrow(
    'ended must be [T=7, B=3]',
  );
  expect(() =>
    painForEver(critic(), { feelings: all.pains, observations: all.x }, { discount: 1, negligible: 0 }),
  ).toThrow('negligible must be > 0, got 0');
});
