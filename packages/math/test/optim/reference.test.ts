// Trajectories of PyTorch 1.13 in float64: ../reference/make-optim.py
import { describe, expect, test } from 'vitest';
import {
  adam,
  adamW,
  clipByGlobalNorm,
  constantSchedule,
  cosineDecay,
  exponentialDecay,
  linearWarmup,
  nadam,
  rmsProp,
  sgd,
} from '../../src/optim/index.ts';
import type { Optimiser } from '../../src/optim/index.ts';
import { eachBackend, TOLERANCE } from '../../src/testing/index.ts';
import reference from '../reference/optim.json' with { type: 'json' };
import { leavesOf, makeParams } from './fixtures.ts';
import type { Values } from './fixtures.ts';

const makers: Record<string, (options: never) => Optimiser> = { adam, adamW, nadam, rmsProp, sgd };

function follow(optimiser: Optimiser, grads: readonly Values[], expected: readonly Values[]): void {
  let params = makeParams(reference.start);
  let state = optimiser.init(params);
  grads.forEach((grad, t) => {
    ({ params, state } = optimiser.update(makeParams(grad), state, params));
    expect(leavesOf(params), `after update ${t + 1}`).toBeClose(expected[t], TOLERANCE.product);
  });
  expect(leavesOf(state).step).toEqual([grads.length]);
}

eachBackend(['wasm', 'cpu'], () => {
  test.each(reference.optimisers)(
    '$name $options follows PyTorch for 30 updates',
    ({ name, options, grads, params }) => follow(makers[name](options as never), grads, params),
  );

  test('clipByGlobalNorm follows PyTorch for 30 updates, of which some clip and some do not', () => {
    const { maxNorm, learningRate, grads, params } = reference.clip;
    const norms = grads.map(({ w, b }) => Math.hypot(...w, ...b));
    expect(norms.some((norm) => norm > maxNorm) && norms.some((norm) => norm < maxNorm)).toBe(true);
    follow(clipByGlobalNorm(maxNorm, sgd({ learningRate })), grads, params);
  });
});

describe('schedules', () => {
  const schedules = { cosineDecay, exponentialDecay } as Record<
    string,
    (options: never) => (step: number) => number
  >;

  test.each(reference.schedules)('$name equals PyTorch', ({ name, options, rates }) => {
    const schedule = schedules[name](options as never);
    rates.forEach((rate, step) => expect(Math.abs(schedule(step) - rate)).toBeLessThanOrEqual(1e-15));
  });

  test('linearWarmup equals PyTorch', () => {
    const { start, steps, then, rates } = reference.warmup;
    const schedule = linearWarmup({ start, steps, then: constantSchedule(then) });
    rates.forEach((rate, step) => expect(Math.abs(schedule(step) - rate)).toBeLessThanOrEqual(1e-15));
  });
});
