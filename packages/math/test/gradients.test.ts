// Every differentiable operation against central differences, at first and second order.
import { describe, test } from 'vitest';
import * as math from '../src/index.ts';
import {
  clip,
  expandDims,
  grad,
  matMul,
  mul,
  pow,
  range,
  reshape,
  sin,
  squeeze,
  sum,
  tensor,
  tidy,
  transpose,
  where,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { checkGrads, eachBackend } from '../src/testing/index.ts';

/** `[…shape]` numbers of size about 1, none near a kink or a pole at 0, all of one sign if wanted. */
function example(shape: number[], { positive = false, offset = 0 } = {}): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const xs = Array.from({ length: size }, (_, i) => 0.55 + (((i + 1 + offset) * 7919) % 101) / 160);
  return tensor(positive ? xs : xs.map((x, i) => ((i + offset) % 3 === 1 ? -x : x)), shape);
}

type Unary = (x: Tensor) => Tensor;
type Binary = (a: Tensor, b: Tensor) => Tensor;

/** The gradient of `Σ sin(f(x))`: the sine makes it depend on the value as well. */
const gradientOf = <P>(f: (params: P) => Tensor) => grad((params: P) => sum(sin(f(params))));

const SMOOTH = 'neg abs square exp tanh sigmoid softplus relu elu sin cos sign'.split(' ');
const POSITIVE = 'sqrt rsqrt reciprocal log log1p'.split(' ');
const BINARY = 'add sub mul div minimum maximum squaredDifference'.split(' ');
const SHAPES: [number[], number[]][] = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[1], [2, 2]],
  [
    [2, 1, 2],
    [3, 1],
  ],
  [[], [4]],
];

eachBackend(['cpu', 'wasm'], () => {
  describe.each([...SMOOTH, ...POSITIVE])('%s', (name) => {
    const f = math[name as 'exp'] as Unary;
    const x = (): Tensor => example([2, 5], { positive: POSITIVE.includes(name) });
    test('has the right gradient', () => tidy(() => checkGrads(f, x())));
    test('has the right second derivative', () => tidy(() => checkGrads(gradientOf(f), x())));
  });

  describe.each(BINARY)('%s', (name) => {
    const f = math[name as 'add'] as Binary;
    // The divisor stays away from 0.
    const pair = (a: number[], b: number[]) => ({
      a: example(a),
      b: example(b, { positive: true, offset: 5 }),
    });
    test.each(SHAPES)('G6 of %j and %j has the right gradients on both sides', (a, b) =>
      tidy(() => {
        checkGrads((p: { a: Tensor; b: Tensor }) => f(p.a, p.b), pair(a, b));
        checkGrads((p: { a: Tensor; b: Tensor }) => f(p.b, p.a), { a: pair(a, b).b, b: pair(a, b).b });
      }),
    );
    test('has the right second derivatives', () =>
      tidy(() =>
        checkGrads(
          gradientOf((p: { a: Tensor; b: Tensor }) => f(p.a, p.b)),
          pair([2, 3], [3]),
        ),
      ));
    test('has the right gradient beside a number', () =>
      tidy(() => {
        checkGrads((x: Tensor) => f(x, 0.75 as unknown as Tensor), example([3]));
        checkGrads((x: Tensor) => f(0.75 as unknown as Tensor, x), example([3], { positive: true }));
      }));
    test('of a tensor with itself counts both sides', () =>
      tidy(() => checkGrads((x: Tensor) => f(x, mul(x, 2)), example([3], { positive: true }))));
  });

  describe.each(['sum', 'mean', 'max', 'min', 'prod'])('%s', (name) => {
    const f = math[name as 'sum'];
    // Distinct values more than a step apart, so that none changes places with the largest.
    const x = (): Tensor =>
      tensor([0.1, 0.9, -0.4, 1.3, 0.5, -0.8, -1.2, 0.3, 0.7, -0.2, 1.1, -0.6], [2, 3, 2]);
    test.each([[undefined], [0], [1], [-1], [[0, 2]]] as const)(
      'over axes %j has the right gradients',
      (axis) =>
        tidy(() => {
          checkGrads((t: Tensor) => f(t, axis), x());
          checkGrads((t: Tensor) => f(t, axis, { keepDims: true }), x());
          checkGrads(
            gradientOf((t: Tensor) => f(t, axis)),
            x(),
          );
        }),
    );
  });

  describe('matMul', () => {
    const FLAGS = [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => ({ transposeA, transposeB })),
    );
    const BATCHES: [number[], number[]][] = [
      [[], []],
      [[2], [2]],
      [[2], []],
      [[], [2]],
      [[2, 1], [3]],
      [[1], [2]],
      [[2], [1]],
    ];
    const cases = FLAGS.flatMap((flags) => BATCHES.map(([batchA, batchB]) => ({ ...flags, batchA, batchB })));
    test.each(cases)(
      'of batches $batchA $batchB, transposed $transposeA $transposeB, has the right gradients',
      (one) =>
        tidy(() => {
          const params = {
            a: example([...one.batchA, ...(one.transposeA ? [3, 2] : [2, 3])]),
            b: example([...one.batchB, ...(one.transposeB ? [4, 3] : [3, 4])], { offset: 3 }),
          };
          checkGrads((p: typeof params) => matMul(p.a, p.b, one), params);
          checkGrads(
            gradientOf((p: typeof params) => matMul(p.a, p.b, one)),
            params,
          );
        }),
    );
    test('dot and outer have the right gradients', () =>
      tidy(() => {
        const params = { a: example([4]), b: example([4], { offset: 2 }) };
        checkGrads((p: typeof params) => [math.dot(p.a, p.b), math.outer(p.a, p.b)], params);
      }));
  });

  describe('shape and selection', () => {
    const operations: Record<string, Unary> = {
      reshape: (x) => reshape(x, [3, -1]),
      transpose: (x) => transpose(x),
      'transpose by a permutation': (x) => transpose(reshape(x, [2, 1, 6]), [2, 0, 1]),
      expandDims: (x) => expandDims(x, 1),
      squeeze: (x) => squeeze(expandDims(x, 1)),
      broadcastTo: (x) => math.broadcastTo(expandDims(x, 1), [2, 2, 2, 6]),
      'broadcastTo the same shape': (x) => math.broadcastTo(x, [2, 6]),
      cast: (x) => math.cast(x, 'float32'),
      clip: (x) => clip(x, -0.9, 0.7),
      'pow 3': (x) => pow(x, 3),
      'pow −2': (x) => pow(x, -2),
      'where, first side': (x) => where(math.less(range(0, 6), 3), x, 0),
      'where, second side': (x) => where(math.less(range(0, 6), 3), 0, x),
      'where, both sides': (x) => where(math.less(range(0, 6), 3), mul(x, 2), sin(x)),
    };
    test.each(Object.keys(operations))('%s has the right gradients', (name) =>
      tidy(() => {
        const f = operations[name] as Unary;
        checkGrads(f, example([2, 6]));
        checkGrads(gradientOf(f), example([2, 6]));
      }),
    );
  });

  test('G7 the gradient of a product is right where factors are 0', () =>
    tidy(() => {
      const x = tensor([
        [0, 2, 3],
        [0, 5, 0],
      ]);
      checkGrads((t: Tensor) => math.prod(t, 1), x);
      checkGrads(
        gradientOf((t: Tensor) => math.prod(t, 0)),
        x,
      );
    }));

  test('G5 third derivatives are right', () =>
    tidy(() => {
      const third = grad((x: Tensor) => sum(gradientOf((y: Tensor) => sum(gradientOf(math.tanh)(y)))(x)));
      checkGrads((x: Tensor) => gradientOf(math.sigmoid)(x), example([3]));
      checkGrads(third, example([3]));
    }));
});
