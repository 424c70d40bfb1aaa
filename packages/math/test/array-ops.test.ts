// Identities, gradients and leaks of the operations on whole arrays. Values: array-ops-reference.test.ts.
import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import { add, full, grad, mul, sum, tensor, tidy } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, checkGrads, eachBackend, tensorsLeft } from '../src/testing/index.ts';
import { example, flags, integers } from './examples.ts';

type Unary = (x: Tensor) => Tensor;

/** Each operation of one tensor `[2, 3, 4]`, in every variant that takes its own way. */
const UNARY: Readonly<Record<string, Unary>> = {
  'gather on the first axis': (x) => math.gather(x, integers([1, 0, 1, 1])),
  'gather on the middle axis': (x) => math.gather(x, integers([2, 2, 0]), 1),
  'gather on the last axis': (x) => math.gather(x, integers([3, 0, 0]), -1),
  'gather of nothing': (x) => math.gather(x, tensor([], [0], 'int32')),
  cumsum: (x) => math.cumsum(x),
  'cumsum on another axis, exclusive, reverse': (x) => math.cumsum(x, 1, { exclusive: true, reverse: true }),
  cumprod: (x) => math.cumprod(x),
  'cumprod on another axis, exclusive, reverse': (x) =>
    math.cumprod(x, 0, { exclusive: true, reverse: true }),
  'cumprod over zeros': (x) => math.cumprod(mul(x, tensor([1, 0, 1, 0]))),
  softmax: (x) => math.softmax(x),
  'softmax on another axis': (x) => math.softmax(x, 0),
  logSoftmax: (x) => math.logSoftmax(x),
  'logSoftmax on another axis': (x) => math.logSoftmax(x, 1),
  'logSumExp of all': (x) => math.logSumExp(x),
  'logSumExp on some axes': (x) => math.logSumExp(x, [0, 2]),
  'logSumExp that keeps its axis': (x) => math.logSumExp(x, 1, { keepDims: true }),
  // Spread out, as curvature grows with the inverse deviation.
  layerNorm: (x) => math.layerNorm(add(x, tensor([-2, 0, 1, 3]))),
  'layerNorm with a large eps': (x) => math.layerNorm(x, { eps: 0.5 }),
  'concat with itself': (x) => math.concat([x, x], 1),
  'concat of one': (x) => math.concat([x]),
  'stack with itself': (x) => math.stack([x, x], -1),
  'split, a part': (x) => math.split(x, [1, 3], 2)[1] as Tensor,
  'unstack, a part': (x) => math.unstack(x, 1)[1] as Tensor,
  slice: (x) => math.slice(x, [0, 1, 1], [-1, 2, 2]),
  pad: (x) =>
    math.pad(
      x,
      [
        [0, 1],
        [2, 0],
        [1, 1],
      ],
      3,
    ),
  tile: (x) => math.tile(x, [2, 1, 3]),
  'tile of nothing': (x) => math.tile(x, [2, 0, 1]),
  reverse: (x) => math.reverse(x),
  'reverse on one axis': (x) => math.reverse(x, 1),
};

eachBackend(['cpu', 'wasm'], () => {
  describe.each(Object.entries(UNARY))('%s', (_, operation) => {
    test('G5 has the right gradient, first and second', () =>
      tidy(() => {
        const x = example([2, 3, 4]);
        checkGrads((p: Tensor) => operation(p), x);
        const cubed = (p: Tensor): Tensor => {
          const y = operation(p);
          return sum(mul(y, mul(y, y)));
        };
        checkGrads((p: Tensor) => grad(cubed)(p), x);
      }));
    test('O1 leaves one tensor, also when differentiated', () => {
      const x = example([2, 3, 4]);
      const before = math.tensorCount();
      const result = tidy(() => operation(x));
      expect(math.tensorCount() - before).toBe(1);
      expect(result).not.toBe(x);
      result.dispose();
      expect(tensorsLeft(() => grad((p: Tensor) => sum(operation(p)))(x).dispose())).toBe(0);
      x.dispose();
    });
  });

  test('O1 operations free what they make on the way', () => {
    const [x, gain] = [example([2, 3, 4]), example([4])];
    const leaves = (fn: () => Tensor | Tensor[]): number => {
      let made: Tensor | Tensor[] = [];
      const left = tensorsLeft(() => (made = fn()));
      math.dispose(made);
      return left;
    };
    const options = { exclusive: true, reverse: true };
    expect(leaves(() => math.cumprod(x, 1, options))).toBe(1);
    expect(leaves(() => math.softmax(x, 0))).toBe(1);
    expect(leaves(() => math.logSumExp(x, 1))).toBe(1);
    expect(leaves(() => math.logSoftmax(x, 1))).toBe(1);
    expect(leaves(() => math.layerNorm(x))).toBe(1);
    expect(leaves(() => math.layerNorm(x, { gain, bias: gain }))).toBe(1);
    expect(leaves(() => math.split(x, 4, 2))).toBe(4);
    expect(leaves(() => math.unstack(x, 2))).toBe(4);
    expect(leaves(() => math.concat([x, x]))).toBe(1);
    math.dispose([x, gain]);
  });

  describe('gather', () => {
    test('A1 adds gradients up where indices repeat', () =>
      tidy(() => {
        const weights = tensor([1, 10, 100, 1000]);
        const weighted = (x: Tensor): Tensor => sum(mul(math.gather(x, integers([2, 0, 2, 2])), weights));
        expect(grad(weighted)(example([3]))).toBeClose([10, 0, 1101], TOLERANCE.exact);
      }));
    test('is matMul with a one-hot matrix, forward and backward', () =>
      tidy(() => {
        const [x, indices] = [example([5, 33]), integers([4, 4, 0, 2, 4, 1, 0])];
        const byProduct = (p: Tensor): Tensor => math.matMul(math.oneHot(indices, 5), p);
        expect(math.gather(x, indices)).toBeClose(byProduct(x), TOLERANCE.exact);
        const squares = (f: Unary) => grad((p: Tensor) => sum(mul(f(p), f(p))))(x);
        expect(squares((p) => math.gather(p, indices))).toBeClose(squares(byProduct), TOLERANCE.product);
      }));
    test('takes integers and booleans', () =>
      tidy(() => {
        expect(math.gather(integers([7, 8, 9]), integers([2, 0]))).toEqualTensor(integers([9, 7]));
        const rows = flags([true, false, false, true], [2, 2]);
        expect(math.gather(rows, integers([1]))).toEqualTensor(flags([false, true], [1, 2]));
      }));
    test.each([[-1], [3], [2147483647]])('A1 refuses index %i out of 3', (index) =>
      tidy(() => {
        expect(() => math.gather(example([3]), integers([0, index]))).toThrow(
          `gather: indices must be ≥ 0 and < 3, got ${index}`,
        );
      }),
    );
  });

  test('A1 oneHot marks each index, and nothing for an index outside', () =>
    tidy(() => {
      expect(
        math.oneHot(
          tensor(
            [
              [0, 2],
              [3, -1],
            ],
            undefined,
            'int32',
          ),
          3,
        ),
      ).toBeClose(
        [
          [
            [1, 0, 0],
            [0, 0, 1],
          ],
          [
            [0, 0, 0],
            [0, 0, 0],
          ],
        ],
        TOLERANCE.exact,
      );
    }));

  describe('cumulative', () => {
    const row = fc.array(fc.constantFrom(0, -0.5, 1, 1.25, -2), { minLength: 1, maxLength: 9 });
    test('G7 cumprod and its gradient equal products of parts, with zeros', () =>
      fc.assert(
        fc.property(row, row, (factors, weights) =>
          tidy(() => {
            const w = factors.map((_, i) => weights[i % weights.length] as number);
            const product = (list: readonly number[]): number => list.reduce((a, b) => a * b, 1);
            const parts = factors.map((_, i) => product(factors.slice(0, i + 1)));
            const slopes = factors.map((_, k) =>
              w.reduce(
                (total, weight, i) =>
                  total + (i < k ? 0 : weight * product(factors.slice(0, i + 1).toSpliced(k, 1))),
                0,
              ),
            );
            const x = tensor(factors);
            expect(math.cumprod(x)).toBeClose(parts, TOLERANCE.product);
            expect(grad((p: Tensor) => sum(mul(math.cumprod(p), tensor(w))))(x)).toBeClose(
              slopes,
              TOLERANCE.product,
            );
          }),
        ),
        { seed: 1990, numRuns: 100 },
      ));
    test('A7 a product that is 0 stays 0 where later factors overflow', () =>
      tidy(() => {
        expect(math.cumprod(tensor([0, 1e30, 1e30]))).toBeClose([0, 0, 0], TOLERANCE.exact);
      }));
    test('differences of cumsum are its input', () =>
      tidy(() => {
        const x = integers([3, -1, 4, 1, -5]);
        const difference = math.sub(math.cumsum(x), math.cumsum(x, 0, { exclusive: true }));
        expect(difference).toEqualTensor(x);
      }));
  });

  describe('softmax family', () => {
    test('A3 softmax adds up to 1 and does not see a shift', () =>
      tidy(() => {
        const x = mul(example([4, 7]), 8);
        expect(math.sum(math.softmax(x), -1)).toBeClose([1, 1, 1, 1], TOLERANCE.product);
        expect(math.softmax(add(x, 64))).toBeClose(math.softmax(x), { rtol: 1e-5, atol: 0 });
      }));
    test('logSoftmax is the logarithm of softmax, and logSumExp what it takes away', () =>
      tidy(() => {
        const x = mul(example([4, 7]), 8);
        expect(math.exp(math.logSoftmax(x))).toBeClose(math.softmax(x), TOLERANCE.product);
        expect(math.sub(x, math.logSumExp(x, 1, { keepDims: true }))).toBeClose(
          math.logSoftmax(x),
          TOLERANCE.product,
        );
      }));
    test('softmax on an axis is softmax of the transposed', () =>
      tidy(() => {
        const x = example([5, 3]);
        expect(math.transpose(math.softmax(x, 0))).toEqualTensor(math.softmax(math.transpose(x)));
      }));
    test('A3 logSumExp knows infinities and NaN, alone and in a crowd', () =>
      tidy(() => {
        const x = tensor([
          [-Infinity, -Infinity],
          [-Infinity, 2],
          [Infinity, 2],
          [Infinity, -Infinity],
          [NaN, 2],
          [3e38, 3e38],
          [-3e38, -3e38],
        ]);
        expect(math.logSumExp(x, 1)).toBeClose(
          [-Infinity, 2, Infinity, Infinity, NaN, 3e38, -3e38],
          TOLERANCE.product,
        );
      }));
    test('A3 logSumExp has a gradient of 0 where there is nothing but −Infinity', () =>
      tidy(() => {
        const x = tensor([
          [-Infinity, -Infinity],
          [-Infinity, 2],
        ]);
        expect(grad((p: Tensor) => sum(math.logSumExp(p, 1)))(x)).toBeClose(
          [
            [0, 0],
            [0, 1],
          ],
          TOLERANCE.exact,
        );
      }));
    test('the gradient of logSumExp is the softmax, also of large numbers', () =>
      tidy(() => {
        const x = tensor([100000, 100001, 99999]);
        expect(grad((p: Tensor) => math.logSumExp(p))(x)).toBeClose(math.softmax(x), TOLERANCE.product);
      }));
    test('logSumExp of nothing is −Infinity', () =>
      tidy(() => {
        expect(math.logSumExp(full([2, 0], 0), 1)).toBeClose([-Infinity, -Infinity], TOLERANCE.exact);
      }));
  });

  describe('layerNorm', () => {
    test('A4 normalises each row by itself, over its features', () =>
      tidy(() => {
        const [x, other] = [example([2, 5]), example([3, 5], 7)];
        const y = math.layerNorm(x, { eps: 1e-12 });
        expect(math.mean(y, 1)).toBeClose([0, 0], TOLERANCE.product);
        expect(math.mean(math.square(y), 1)).toBeClose([1, 1], TOLERANCE.product);
        const together = math.layerNorm(math.concat([x, other]), { eps: 1e-12 });
        expect(math.slice(together, [0], [2])).toEqualTensor(y);
      }));
    test('has the right gradients by input, gain and bias', () =>
      tidy(() => {
        const params = { x: example([3, 5]), gain: example([5], 3), bias: example([5], 9) };
        const apply = (p: typeof params): Tensor => math.layerNorm(p.x, { gain: p.gain, bias: p.bias });
        checkGrads(apply, params);
      }));
    test('does not see a shift, and hardly a scale', () =>
      tidy(() => {
        const x = example([3, 8]);
        expect(math.layerNorm(add(mul(x, 4), 32), { eps: 1e-12 })).toBeClose(
          math.layerNorm(x, { eps: 1e-12 }),
          {
            rtol: 1e-4, // The shift costs five bits.
            atol: 1e-5,
          },
        );
      }));
  });
});
