// Accuracy against float64 oracles, and what happens at zeros, infinities and NaN.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import { clip, div, maximum, minimum, pow, range, tensor, tidy } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, eachBackend } from '../src/testing/index.ts';
import { isClose } from '../src/testing/tolerance.ts';

const oracles: Record<string, (x: number) => number> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  square: (x) => x * x,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  relu: (x) => (Number.isNaN(x) ? NaN : Math.max(x, 0)),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  sin: Math.sin,
  cos: Math.cos,
};

const unary = (name: string): ((x: Tensor) => Tensor) => math[name as 'exp'] as (x: Tensor) => Tensor;

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  Infinity,
  -Infinity,
  NaN,
  1e-45,
  -1e-45,
  1e-38,
  3.4028234663852886e38,
  -1e30,
  88.8,
  -104,
];

/** What tfjs's kernels miss by more than 2 ulp, and how far. */
function bound(name: string, x: number): number {
  if (name === 'tanh') return 3;
  // Below this the logistic function is subnormal, and tfjs returns 0.
  if (name === 'sigmoid' && x < -87.3365) return 2 ** 23;
  return TOLERANCE.elementwise.ulp;
}

eachBackend(['cpu', 'wasm'], () => {
  describe.each(Object.keys(oracles))('%s', (name) => {
    const oracle = oracles[name] as (x: number) => number;
    const check = (inputs: readonly number[]): void =>
      tidy(() => {
        const xs = Float32Array.from(inputs);
        const ys = unary(name)(tensor(xs)).dataSync();
        xs.forEach((x, i) => {
          const [got, expected] = [ys[i], oracle(x)];
          if (!isClose(got, expected, { ulp: bound(name, x) }))
            expect({ x, y: got }).toEqual({ x, y: expected });
        });
      });
    property.prop([fc.array(fc.float(), { minLength: 1, maxLength: 300 })], { seed: 1990, numRuns: 30 })(
      'N1 is within its bound for any float32',
      check,
    );
    property.prop([fc.array(fc.float({ min: -20, max: 20 }), { minLength: 1, maxLength: 300 })], {
      seed: 1991,
      numRuns: 30,
    })('N1 is within its bound near 0', check);
    test('N2 is right at zeros, infinities, NaN and subnormals', () => check(SPECIAL));
  });

  test('N2 odd functions keep the sign of zero', () => {
    for (const name of ['sqrt', 'tanh', 'log1p', 'sin', 'elu']) {
      const y = tidy(() => unary(name)(tensor([-0, 0])).dataSync());
      expect([name, ...y]).toEqual([name, -0, 0]);
    }
  });
  test('N1 lengths around the width of a vector are computed to the end', () => {
    for (const n of [0, 1, 3, 4, 5, 8, 9, 33]) {
      for (const name of Object.keys(oracles)) {
        const xs = Array.from({ length: n }, (_, i) => 0.5 + i / 8);
        const ys = xs.map(oracles[name] as (x: number) => number);
        tidy(() => expect(unary(name)(tensor(xs))).toBeClose(Float64Array.from(ys), { ulp: bound(name, 1) }));
      }
    }
  });
  test('N2 minimum, maximum and clip hand NaN on from either side', () => {
    tidy(() => {
      const [a, b] = [tensor([NaN, 1, NaN]), tensor([1, NaN, NaN])];
      for (const f of [minimum, maximum]) expect(f(a, b)).toBeClose([NaN, NaN, NaN], TOLERANCE.exact);
      expect(clip(tensor([NaN, -Infinity, Infinity]), -1, 1)).toBeClose([NaN, -1, 1], TOLERANCE.exact);
    });
  });
  test('N2 division by zero follows IEEE 754', () => {
    tidy(() => expect(div(tensor([1, -1, 0]), 0)).toBeClose([Infinity, -Infinity, NaN], TOLERANCE.exact));
  });
  test('pow is exact for small integers, and 1 for exponent 0', () => {
    tidy(() => {
      expect(pow(range(-3, 4), 3)).toBeClose([-27, -8, -1, 0, 1, 8, 27], TOLERANCE.exact);
      expect(pow(range(1, 4), -2)).toBeClose([1, 1 / 4, 1 / 9], TOLERANCE.elementwise);
      expect(pow(tensor([NaN, 0, Infinity]), 0)).toBeClose([1, 1, 1], TOLERANCE.exact);
    });
  });
  test('B2 integers stay integers', () => {
    tidy(() => {
      const x = tensor([-3, 0, 5], [3], 'int32');
      const same = (got: Tensor, expected: number[]): void => {
        expect(got).toEqualTensor(tensor(expected, [3], 'int32'));
      };
      same(math.neg(x), [3, 0, -5]);
      same(math.abs(x), [3, 0, 5]);
      same(math.square(x), [9, 0, 25]);
      same(math.add(x, 2), [-1, 2, 7]);
      same(math.mul(x, x), [9, 0, 25]);
      same(math.sub(1, x), [4, 1, -4]);
    });
  });
});
