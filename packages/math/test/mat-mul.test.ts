// Products of random sizes, batches and transposes against a float64 oracle.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { dot, matMul, outer, reshape, runtimeInfo, tensor, tidy, zeros } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, eachBackend, tensorsLeft } from '../src/testing/index.ts';

interface Problem {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly batchA: readonly number[];
  readonly batchB: readonly number[];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Multiples of 1/8 between −2 and 2. */
const grid = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => ((((i + seed) * 7919) % 33) - 16) / 8);

/** Flat index into a batch of `shape` for the index `at` into the broadcast `batch`. */
function batchIndex(at: number, batch: readonly number[], shape: readonly number[]): number {
  let [rest, index, stride] = [at, 0, 1];
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    const i = rest % batch[axis];
    rest = (rest - i) / batch[axis];
    const own = shape[axis - (batch.length - shape.length)];
    if (own === undefined) continue;
    if (own !== 1) index += i * stride;
    stride *= own;
  }
  return index;
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const at = (shape: readonly number[], i: number): number => shape[i - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, i) => Math.max(at(a, i), at(b, i)));
}

function oracle(
  { m, k, n, batchA, batchB, transposeA, transposeB }: Problem,
  a: Float32Array,
  b: Float32Array,
) {
  const batch = broadcast(batchA, batchB);
  const out = new Float64Array(sizeOf(batch) * m * n);
  for (let at = 0, o = 0; at < sizeOf(batch); at++) {
    const [baseA, baseB] = [batchIndex(at, batch, batchA) * m * k, batchIndex(at, batch, batchB) * k * n];
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++, o++) {
        for (let p = 0; p < k; p++) {
          const left = a[baseA + (transposeA ? p * m + i : i * k + p)];
          const right = b[baseB + (transposeB ? j * k + p : p * n + j)];
          out[o] = out[o] + left * right;
        }
      }
    }
  }
  return { data: out, shape: [...batch, m, n] };
}

function check(problem: Problem): void {
  const { m, k, n, batchA, batchB, transposeA, transposeB } = problem;
  const shapeA = [...batchA, ...(transposeA ? [k, m] : [m, k])];
  const shapeB = [...batchB, ...(transposeB ? [n, k] : [k, n])];
  const [a, b] = [grid(sizeOf(shapeA), 1), grid(sizeOf(shapeB), 2)];
  tidy(() => {
    const got = matMul(tensor(a, shapeA), tensor(b, shapeB), { transposeA, transposeB });
    const { data, shape } = oracle(problem, a, b);
    expect(got.shape).toEqual(shape);
    expect(got).toBeClose(data, TOLERANCE.product);
  });
}

const lengths = fc.oneof(fc.constantFrom(1, 3, 4, 5, 8, 9, 33), fc.integer({ min: 1, max: 20 }));
const batches = fc.constantFrom<[number[], number[]][]>(
  [[], []],
  [[3], []],
  [[], [3]],
  [[3], [3]],
  [[1], [3]],
  [[2, 1], [3]],
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3],
    [1, 3],
  ],
  [[1, 1], [2]],
);
const problems = fc
  .record({
    m: lengths,
    k: lengths,
    n: lengths,
    batch: batches,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .map(({ batch: [batchA, batchB], ...rest }): Problem => ({ ...rest, batchA, batchB }));

eachBackend(['cpu', 'wasm'], () => {
  property.prop([problems], { seed: 1992, numRuns: 150 })('B4 equals the float64 oracle', check);

  test('N5 long sums are within the tolerance of products', () => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        check({ m: 5, k: 1031, n: 9, batchA: [], batchB: [], transposeA, transposeB });
      }
    }
  });
  test('N3 a sum over nothing is 0, and nothing times something is nothing', () =>
    tidy(() => {
      expect(matMul(zeros([2, 0]), zeros([0, 3]))).toEqualTensor(zeros([2, 3]));
      expect(matMul(zeros([4, 1, 0]), zeros([4, 0, 1]))).toEqualTensor(zeros([4, 1, 1]));
      for (const [a, b] of [
        [
          [0, 2],
          [2, 3],
        ],
        [
          [2, 3],
          [3, 0],
        ],
        [
          [0, 2, 3],
          [0, 3, 4],
        ],
      ] as const) {
        expect(matMul(zeros(a), zeros(b)).size).toBe(0);
      }
    }));
  test('N2 NaN and infinities come through where they stand, and nowhere else', () =>
    tidy(() => {
      const a = tensor([
        [1, NaN],
        [Infinity, 0],
        [1, 1],
      ]);
      const b = tensor([
        [1, 0],
        [1, 1],
      ]);
      expect(matMul(a, b)).toBeClose(
        [
          [NaN, NaN],
          [Infinity, NaN],
          [2, 1],
        ],
        TOLERANCE.exact,
      );
    }));
  test('the same data in two shapes are two matrices', () =>
    tidy(() => {
      const x = tensor([1, 2, 3, 4]);
      expect(dot(x, x)).toBeClose(30, TOLERANCE.exact);
      expect(outer(x, x)).toBeClose(
        [1, 2, 3, 4].map((i) => [1, 2, 3, 4].map((j) => i * j)),
        TOLERANCE.exact,
      );
      const square = reshape(x, [2, 2]);
      expect(matMul(square, square)).toBeClose(
        [
          [7, 10],
          [15, 22],
        ],
        TOLERANCE.exact,
      );
    }));
  test('O1 leaves one tensor', () => {
    const [a, b] = [zeros([2, 1, 3, 4]), zeros([5, 4, 2])];
    expect(tensorsLeft(() => matMul(a, b).dispose())).toBe(0);
    a.dispose();
    b.dispose();
  });
});

describe('on WASM', () => {
  eachBackend(['wasm'], () => {
    test('our kernel runs', () => expect(runtimeInfo().kernels).toContain('BatchMatMul'));
    test('N5 the bits depend neither on transposes nor on the batch', () =>
      tidy(() => {
        const a = tensor(
          grid(33 * 300, 3).map((x) => x / 3),
          [33, 300],
        );
        const b = tensor(
          grid(300 * 17, 4).map((x) => x / 7),
          [300, 17],
        );
        const plain = matMul(a, b);
        const transposed = (x: Tensor): Tensor => {
          const [rows, columns] = x.shape as [number, number];
          const values = x.dataSync();
          return tensor(
            Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]),
            [columns, rows],
          );
        };
        const [at, bt] = [transposed(a), transposed(b)];
        expect(matMul(at, b, { transposeA: true })).toEqualTensor(plain);
        expect(matMul(a, bt, { transposeB: true })).toEqualTensor(plain);
        expect(matMul(at, bt, { transposeA: true, transposeB: true })).toEqualTensor(plain);
        const batched = matMul(reshape(a, [1, 33, 300]), b);
        expect(reshape(batched, [33, 17])).toEqualTensor(plain);
      }));
    test('N7 products survive growth of the memory, with more scratch than before', () => {
      const problem = { batchA: [], batchB: [], transposeA: false, transposeB: true };
      check({ ...problem, m: 2, k: 2, n: 2 });
      const big = zeros([24 * 1024 * 1024]);
      check({ ...problem, m: 40, k: 400, n: 40 });
      big.dispose();
      check({ ...problem, m: 3, k: 5, n: 7 });
    });
  });
});
