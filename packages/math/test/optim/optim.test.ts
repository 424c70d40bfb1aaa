import { describe, expect, test } from 'vitest';
import {
  disposeTree,
  item,
  mul,
  normalValues,
  scalar,
  square,
  sub,
  sum,
  tensor,
  tensorCount,
  valueAndGrad,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import {
  adam,
  adamW,
  clipByGlobalNorm,
  constantSchedule,
  cosineDecay,
  exponentialDecay,
  globalNorm,
  linearWarmup,
  nadam,
  replace,
  rmsProp,
  sgd,
} from '../../src/optim/index.ts';
import type { Optimiser } from '../../src/optim/index.ts';
import { foldIn, key } from '../../src/random/index.ts';
import { eachBackend, tensorsLeft, TOLERANCE } from '../../src/testing/index.ts';
import { leavesOf, makeParams } from './fixtures.ts';
import type { Params } from './fixtures.ts';

const everyOptimiser: [string, Optimiser][] = [
  ['sgd', sgd({ learningRate: 0.02 })],
  [
    'sgd with Nesterov momentum',
    sgd({ learningRate: 0.01, momentum: 0.9, nesterov: true, weightDecay: 1e-4 }),
  ],
  ['rmsProp', rmsProp({ learningRate: 0.02 })],
  ['centred rmsProp', rmsProp({ learningRate: 3e-3, centred: true, momentum: 0.5, weightDecay: 1e-4 })],
  ['adam', adam({ learningRate: 0.02 })],
  ['adamW', adamW({ learningRate: 0.02 })],
  ['nadam', nadam({ learningRate: 0.02 })],
  ['clipped adam', clipByGlobalNorm(0.5, adam({ learningRate: 0.02 }))],
];

function draw(seed: number, scale = 1): Params {
  const [w, b] = [0, 1].map((part) => normalValues(foldIn(key(seed), part), part ? 4 : 6, { sd: scale }));
  return makeParams({ w: [...w], b: [...b] });
}

/** Parameters after updates with gradients drawn from seeds 1, 2, … */
function trained(optimiser: Optimiser, updates: number, gradScale = 1): Record<string, number[]> {
  let params = draw(0);
  let state = optimiser.init(params);
  for (let t = 1; t <= updates; t += 1) {
    ({ params, state } = optimiser.update(draw(t, gradScale), state, params));
  }
  return leavesOf(params);
}

eachBackend(['wasm'], () => {
  describe.each(everyOptimiser)('%s', (_, optimiser) => {
    test('keeps the number of tensors over 1,000 updates', () => {
      let params = draw(0);
      let state = optimiser.init(params);
      const grads = draw(1);
      const before = tensorCount();
      for (let t = 0; t < 1000; t += 1) {
        ({ params, state } = replace({ params, state }, optimiser.update(grads, state, params)));
      }
      expect(tensorCount()).toBe(before);
      expect(Object.values(leavesOf(params)).flat().every(Number.isFinite)).toBe(true);
    });

    test('reads its arguments only, and leaves exactly new parameters and a new state', () => {
      const [params, grads] = [draw(0), draw(1)];
      const state = optimiser.init(params);
      const before = [params, grads, state].map(leavesOf);
      const size = Object.keys(leavesOf(state)).length + 2;
      const left = tensorsLeft(() => {
        const next = optimiser.update(grads, state, params);
        expect(leavesOf(next.params)).not.toEqual(before[0]);
      });
      expect(left).toBe(size);
      expect([params, grads, state].map(leavesOf)).toEqual(before);
    });

    test('goes on from a stored state as if it had never stopped', () => {
      const whole = trained(optimiser, 7);
      let params = draw(0);
      let state = optimiser.init(params);
      for (let t = 1; t <= 7; t += 1) {
        if (t === 4) {
          const copy = (tree: unknown): never =>
            JSON.parse(JSON.stringify(leavesOf(tree)), (__, value: unknown) => value) as never;
          params = makeParams(copy(params));
          state = rebuild(state, copy(state));
        }
        ({ params, state } = optimiser.update(draw(t), state, params));
      }
      expect(leavesOf(params)).toEqual(whole);
    });

    test('brings a quadratic near its minimum', () => {
      const target = draw(9);
      const distance = (p: Params): Tensor => sum(square(sub(p.w, target.w)));
      let params = draw(0);
      let state = optimiser.init(params);
      const first = item(distance(params));
      for (let t = 0; t < 300; t += 1) {
        const { value, grads } = valueAndGrad(distance)(params);
        ({ params, state } = replace(
          { params, state, grads, value },
          optimiser.update(grads, state, params),
        ));
      }
      expect(item(distance(params))).toBeLessThan(first * 0.03);
      disposeTree([params, state, target]);
    });
  });

  /** A state of the same structure with other values, `slot.leaf` → values. */
  function rebuild(state: object, stored: Record<string, number[]>): never {
    const slots = Object.keys(state).filter((slot) => slot !== 'step');
    const trees = slots.map((slot) => [slot, makeParams({ w: stored[`${slot}.w`], b: stored[`${slot}.b`] })]);
    return { step: scalar(stored.step[0], 'int32'), ...(Object.fromEntries(trees) as object) } as never;
  }

  describe('identities', () => {
    test('momentum 0 is plain descent, bit for bit', () => {
      const plain = trained(sgd({ learningRate: 0.1 }), 5);
      expect(trained(sgd({ learningRate: 0.1, momentum: 0 }), 5)).toEqual(plain);
      expect(trained(sgd({ learningRate: constantSchedule(0.1) }), 5)).toEqual(plain);
    });

    test('clipping at a huge norm changes no bit, clipping at a small one sets the norm', () => {
      expect(trained(clipByGlobalNorm(1e9, adam()), 5)).toEqual(trained(adam(), 5));
      const [params, grads] = [draw(0), draw(1, 100)];
      const clipped = clipByGlobalNorm(0.25, sgd({ learningRate: 1 }));
      const { params: next } = clipped.update(grads, clipped.init(params), params);
      expect(globalNorm({ w: sub(next.w, params.w), b: sub(next.b, params.b) })).toBeClose(
        0.25,
        TOLERANCE.product,
      );
    });

    test('clipping leaves gradients of norm 0 at 0', () => {
      const optimiser = clipByGlobalNorm(1, sgd({ learningRate: 1 }));
      const params = draw(0);
      const { params: next } = optimiser.update(draw(1, 0), optimiser.init(params), params);
      expect(leavesOf(next)).toEqual(leavesOf(params));
    });

    test('decoupled weight decay without a gradient shrinks by 1 − ηλ, whatever the moments', () => {
      const optimiser = adamW({ learningRate: 0.1, weightDecay: 0.5 });
      const params = draw(0);
      const { params: next } = optimiser.update(draw(1, 0), optimiser.init(params), params);
      expect(next.w).toBeClose(mul(params.w, 0.95), TOLERANCE.elementwise);
      expect(trained(adamW({ weightDecay: 0 }), 5)).toEqual(trained(adam(), 5));
    });

    test('a schedule in force at update t is that of step t', () => {
      const rates = [0.1, 0, 0.3];
      const params = draw(0);
      const optimiser = sgd({ learningRate: (step) => rates[step] });
      let [current, state] = [params, optimiser.init(params)];
      for (let t = 0; t < 3; t += 1) {
        const before = current;
        const grads = draw(t + 1);
        ({ params: current, state } = optimiser.update(grads, state, before));
        expect(current.w).toBeClose(sub(before.w, mul(grads.w, rates[t])), TOLERANCE.elementwise);
      }
    });

    test('globalNorm is the root of the sum of squares over all leaves', () => {
      expect(globalNorm({ a: tensor([3, 0]), b: [tensor([[4], [12]])] })).toBeClose(
        13,
        TOLERANCE.elementwise,
      );
      expect(item(globalNorm({}))).toBe(0);
    });
  });

  describe('replace', () => {
    test('disposes what is old and keeps what both hold', () => {
      const [shared, old, fresh] = [scalar(1), scalar(2), scalar(3)];
      expect(replace({ a: shared, b: old }, { a: shared, b: fresh })).toEqual({ a: shared, b: fresh });
      expect([shared, old, fresh].map((x) => x.isDisposed)).toEqual([false, true, false]);
    });
  });

  describe('errors', () => {
    const params = (): Params => draw(0);
    test.each<[string, () => unknown]>([
      [
        'sgd: grads.b must be [4], got nothing',
        () => {
          const optimiser = sgd({ learningRate: 1 });
          const p = params();
          optimiser.update({ w: p.w } as Params, optimiser.init(p), p);
        },
      ],
      [
        'adam: grads.w must be [3, 2], got [4]',
        () => {
          const p = params();
          adam().update({ w: p.b, b: p.b }, adam().init(p), p);
        },
      ],
      [
        "sgd: grads must have no leaf that params has not, got 'c'",
        () => {
          const optimiser = sgd({ learningRate: 1 });
          const p = params();
          optimiser.update({ ...p, c: p.b }, optimiser.init(p), p as never);
        },
      ],
      ['adam: params.n must be float32, got [] int32', () => adam().init({ n: scalar(1, 'int32') })],
      ['adam: params.n must be a tensor, got 5', () => adam().init({ n: 5 })],
      [
        'nadam: state.firstMoment.w must be [3, 2], got nothing',
        () => {
          const p = params();
          nadam().update(p, sgd({ learningRate: 1 }).init(p), p);
        },
      ],
      [
        'adam: learningRate(0) must be a finite number ≥ 0, got NaN',
        () => {
          const p = params();
          const optimiser = adam({ learningRate: () => NaN });
          optimiser.update(p, optimiser.init(p), p);
        },
      ],
    ])('%s', (message, misuse) => expect(misuse).toThrow(message));
  });
});

describe('options', () => {
  const inner = sgd({ learningRate: 1 });
  const then = constantSchedule(1);
  test.each<[string, () => unknown]>([
    ['sgd: learningRate must be a finite number ≥ 0, got -1', () => sgd({ learningRate: -1 })],
    ['sgd: learningRate must be a finite number ≥ 0, got NaN', () => sgd({ learningRate: NaN })],
    ["sgd: learningRate must be a finite number ≥ 0, got 'abc'", () => sgd({ learningRate: 'abc' as never })],
    ['sgd: learningRate must be a finite number ≥ 0, got undefined', () => sgd({} as never)],
    ['sgd: momentum must be in 0 ≤ momentum < 1, got 1', () => sgd({ learningRate: 1, momentum: 1 })],
    ['sgd: momentum must be > 0 with nesterov, got 0', () => sgd({ learningRate: 1, nesterov: true })],
    [
      'sgd: weightDecay must be a finite number ≥ 0, got Infinity',
      () => sgd({ learningRate: 1, weightDecay: Infinity }),
    ],
    ['rmsProp: smoothing must be in 0 ≤ smoothing < 1, got 1', () => rmsProp({ smoothing: 1 })],
    ['rmsProp: epsilon must be a finite number > 0, got 0', () => rmsProp({ epsilon: 0 })],
    ['adam: beta1 must be in 0 ≤ beta1 < 1, got -0.1', () => adam({ beta1: -0.1 })],
    ['adamW: beta2 must be in 0 ≤ beta2 < 1, got 1', () => adamW({ beta2: 1 })],
    ['adamW: weightDecay must be a finite number ≥ 0, got -1', () => adamW({ weightDecay: -1 })],
    ['nadam: momentumDecay must be a finite number ≥ 0, got -1', () => nadam({ momentumDecay: -1 })],
    ['clipByGlobalNorm: maxNorm must be a finite number > 0, got 0', () => clipByGlobalNorm(0, inner)],
    ['constantSchedule: value must be a finite number ≥ 0, got -1', () => constantSchedule(-1)],
    ['exponentialDecay: rate must be in 0 < rate ≤ 1, got 2', () => exponentialDecay({ start: 1, rate: 2 })],
    ['cosineDecay: steps must be an integer ≥ 1, got 0', () => cosineDecay({ start: 1, steps: 0 })],
    ['cosineDecay: start must be a finite number > 0, got 0', () => cosineDecay({ start: 0, steps: 1 })],
    ['linearWarmup: steps must be an integer ≥ 1, got 1.5', () => linearWarmup({ steps: 1.5, then })],
  ])('%s', (message, misuse) => expect(misuse).toThrow(message));
});

describe('schedules', () => {
  test('exponentialDecay applies its rate once in `steps` updates', () => {
    const schedule = exponentialDecay({ start: 2, rate: 0.25, steps: 10 });
    expect([0, 5, 10, 20].map(schedule)).toEqual([2, 1, 0.5, 0.125]);
  });

  test('cosineDecay is half way at half time and stays at its end', () => {
    const schedule = cosineDecay({ start: 1, end: 0.5, steps: 100 });
    expect([0, 50, 100, 1000].map(schedule)).toEqual([1, 0.75, 0.5, 0.5]);
  });

  test('linearWarmup joins what follows without a jump', () => {
    const schedule = linearWarmup({ steps: 4, then: exponentialDecay({ start: 1, rate: 0.5 }) });
    expect([0, 1, 2, 3, 4, 5].map(schedule)).toEqual([0, 0.25, 0.5, 0.75, 1, 0.5]);
  });
});
