import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { matmulScratchBytes } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions, smallIntegers } from './numbers.ts';
import { FLAGS, multiply, oracle, product, sizeA, sizeB, sumsInOrder } from './products.ts';
import type { Product } from './products.ts';

const arena = await makeArena();

/** Every remainder of the blocks of 4, 8 and 32 that the kernels work in. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 33];
/** More than one block of 64 rows, of 128 columns, of a depth of 256, and rows of a that are worth packing, 256 at a time. */
const LARGE = [
  [70, 13, 600],
  [5, 135, 257],
  [130, 132, 300],
  [65, 70, 256],
  [261, 17, 257],
  [2, 100, 513],
  [300, 1, 300],
] as const;

function checkProduct(shape: Product): void {
  const [a, b] = [fractions(sizeA(shape), 1), fractions(sizeB(shape), 2)];
  const { result, damage } = multiply(arena, shape, a, b);
  const { sums, bounds } = oracle(shape, a, b);
  const far = sums.findIndex((sum, i) => !(Math.abs((result[i] as number) - sum) <= (bounds[i] as number)));
  expect({ shape, far, damage }).toEqual({ shape, far: -1, damage: [] });
  expect(result, JSON.stringify(shape)).toEqual(sumsInOrder(shape, a, b));
}

test.each(FLAGS)(
  'is within rounding of float64, in the promised bits, and stays in its place, at sizes around the lanes (flags %i%i)',
  (...flags) => {
    for (const m of SIZES)
      for (const n of SIZES) for (const k of SIZES) checkProduct(product(m, n, k, flags));
  },
);

/** Sizes at which something may be added to a product. */
const ADDED = [
  ...[4, 5, 7, 8, 33].flatMap((m) =>
    [2, 3, 4, 8, 9, 33].flatMap((n) => [1, 2, 5, 33].map((k) => [m, n, k] as const)),
  ),
  [70, 130, 256],
  [261, 17, 33],
] as const;

const plus = (a: Float32Array, b: Float32Array): Float32Array => a.map((x, i) => x + (b[i] as number));

test.each(FLAGS)('complete sums are added to the addend, in place or not (flags %i%i)', (...flags) => {
  for (const [m, n, k] of ADDED) {
    const shape = product(m, n, k, flags);
    const [a, b, addend] = [fractions(m * k, 1), fractions(k * n, 2), fractions(m * n, 3)];
    const expected = plus(addend, sumsInOrder(shape, a, b));
    for (const inPlace of [false, true]) {
      const { result, damage } = multiply(arena, shape, a, b, { addend, inPlace });
      expect(result, JSON.stringify({ ...shape, inPlace })).toEqual(expected);
      expect(damage).toEqual([]);
    }
  }
});

test.each(FLAGS)(
  'segments are added up in order, complete sums each, from any distance (flags %i%i)',
  (...flags) => {
    for (const [m, n, k] of ADDED) {
      for (const [count, gapA, gapB] of [
        [2, 0, 3],
        // More than one block of a depth of 256.
        [Math.floor(300 / k) + 2, 1, 0],
      ] as const) {
        const shape = product(m, n, k, flags);
        const strides = [-(m * k + gapA), k * n + gapB] as const;
        const sizes = strides.map((stride, i) => Math.abs(stride) * (count - 1) + [m * k, k * n][i]!);
        const [a, b, addend] = [fractions(sizes[0]!, 1), fractions(sizes[1]!, 2), fractions(m * n, 3)];
        const parts = Array.from({ length: count }, (_, s) =>
          sumsInOrder(shape, a.slice((count - 1 - s) * -strides[0]), b.slice(s * strides[1])),
        );
        const segments = { count, strides };
        const message = JSON.stringify({ ...shape, segments });
        const { result, damage } = multiply(arena, shape, a, b, { segments });
        expect(result, message).toEqual(parts.reduce(plus));
        expect(damage).toEqual([]);
        const added = multiply(arena, shape, a, b, { segments, addend, inPlace: true });
        expect(added.result, message).toEqual(parts.reduce(plus, addend));
        expect(added.damage).toEqual([]);
      }
    }
  },
);

test.each(FLAGS)('a factor may be packed once for many products (flags %i%i)', (...flags) => {
  const sizes = [4, 5, 9, 33].flatMap((m) =>
    [2, 5, 8, 9, 33].flatMap((n) => [2, 3, 9, 33].map((k) => [m, n, k] as const)),
  );
  for (const [m, n, k] of [...sizes, ...LARGE.filter(([rows, columns]) => rows >= 4 && columns > 1)]) {
    const shape = { ...product(m, n, k, flags), batch: 2, strideB: 0 };
    const [a, b] = [fractions(2 * m * k, 1), fractions(k * n, 2)];
    const { result, damage } = multiply(arena, shape, a, b, { isPacked: true });
    expect(result, JSON.stringify(shape)).toEqual(sumsInOrder(shape, a, b));
    expect(damage).toEqual([]);
  }
});

test.each([false, true])('two outer products are added like one after the other, in place %s', (inPlace) => {
  for (const m of SIZES)
    for (const n of SIZES) {
      const strides = [m + 1, n, m, n + 2] as const;
      const vectors = strides.map((stride, i) => fractions(3 * stride, i));
      const addend = fractions(3 * m * n, 9);
      arena.reset();
      const pointers = vectors.map((vector) => arena.put(vector)) as [number, number, number, number];
      const onto = inPlace ? arena.draft(addend) : arena.put(addend);
      const out = inPlace ? onto : arena.room(3 * m * n);
      arena.kernels.outerPair(...pointers, onto, out, 3, m, n, ...strides);
      const expected = addend.map((x, i) => {
        const [batch, row, column] = [Math.floor(i / m / n), Math.floor(i / n) % m, i % n];
        const at = [row, column, row, column];
        const [a, b, c, d] = vectors.map((vector, v) => vector[batch * strides[v]! + at[v]!]!);
        return Math.fround(x + Math.fround(a! * b!)) + Math.fround(c! * d!);
      });
      expect(arena.floats(out, 3 * m * n)).toEqual(expected);
      expect(arena.damage()).toEqual([]);
    }
});

type Triple = [number, number, number];
const VECTOR_SHAPES = [8, 9, 15, 16, 33].flatMap((m) => ([0, 1] as const).map((flag) => [m, flag] as const));

test.each(VECTOR_SHAPES)(
  'two vectors times matrices of %i rows have the bits of two products (transposed %i)',
  (m, flag) => {
    for (const k of [1, 2, 3, 4, 5, 8, 9, 33]) {
      arena.reset();
      const strides = [m * k + 3, k + 1, k] as const;
      const [a, x, y] = strides.map((stride, i) => arena.put(fractions(3 * stride, m + i))) as Triple;
      const [out, secondOut, expected] = [0, 1, 2].map(() => arena.room(3 * m)) as Triple;
      arena.kernels.twoVectors(a, x, y, out, secondOut, 3, m, k, flag, ...strides);
      for (const [vector, stride, got] of [
        [x, strides[1], out],
        [y, strides[2], secondOut],
      ] as const) {
        arena.kernels.matmul(a, vector, 0, expected, 0, 3, m, 1, k, strides[0], stride, flag, 0, 1, 0, 0);
        expect(arena.words(got, 3 * m)).toEqual(arena.words(expected, 3 * m));
      }
      expect(arena.damage()).toEqual([]);
    }
  },
);

test('a sum of negative zeros is 0 in segments too, and with an addend', () => {
  const [shape, segments] = [product(4, 4, 1), { count: 3, strides: [4, 4] as const }];
  const [a, b] = [new Float32Array(12).fill(-0), new Float32Array(12).fill(1)];
  const addend = new Float32Array(16).fill(-0);
  expect(multiply(arena, shape, a, b, { segments }).result).toEqual(new Float32Array(16));
  expect(multiply(arena, shape, a, b, { segments, addend }).result).toEqual(new Float32Array(16));
  arena.reset();
  const [minus, one, out] = [arena.put(addend), arena.put(b), arena.room(16)];
  arena.kernels.outerPair(minus, one, minus, one, minus, out, 1, 4, 4, 0, 0, 0, 0);
  expect(arena.floats(out, 16)).toEqual(new Float32Array(16));
});

test.each(FLAGS)('the same at sizes of several blocks (flags %i%i)', (...flags) => {
  for (const [m, n, k] of LARGE) checkProduct(product(m, n, k, flags));
});

const side = fc.integer({ min: 1, max: 40 });
const arbitraryProduct = fc
  .record({
    batch: fc.integer({ min: 1, max: 4 }),
    m: side,
    n: side,
    k: fc.oneof(side, fc.integer({ min: 250, max: 270 })),
    flags: fc.constantFrom(...FLAGS),
    gapA: fc.constantFrom('shared', 0, 1, 7),
    gapB: fc.constantFrom('shared', 0, 1, 7),
  })
  .map(({ batch, m, n, k, flags: [transposeA, transposeB], gapA, gapB }): Product => {
    const strideA = typeof gapA === 'string' ? 0 : m * k + gapA;
    const strideB = typeof gapB === 'string' ? 0 : k * n + gapB;
    return { batch, m, n, k, transposeA, transposeB, strideA, strideB };
  });

property.prop([arbitraryProduct], { seed: 1990, numRuns: 150 })(
  'any batch, shared, dense or with gaps, equals the float64 loops and keeps the promised bits',
  checkProduct,
);

property.prop([side, side, side, fc.constantFrom(...FLAGS)], { seed: 1991, numRuns: 100 })(
  'is exact for integers',
  (m, n, k, flags) => {
    const shape = product(m, n, k, flags);
    const [a, b] = [smallIntegers(m * k, m), smallIntegers(k * n, n)];
    expect([...multiply(arena, shape, a, b).result]).toEqual(oracle(shape, a, b).sums);
  },
);

test.each(SIZES)('the identity matrix of size %i changes nothing, from either side', (size) => {
  const identity = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  for (const other of SIZES) {
    const x = fractions(size * other, other);
    expect(multiply(arena, product(size, other, size), identity, x).result).toEqual(x);
    expect(multiply(arena, product(other, size, size), x, identity).result).toEqual(x);
  }
});

test('a row of a product has the same bits alone as among others', () => {
  const [n, k] = [21, 300];
  const [a, b] = [fractions(40 * k, 5), fractions(k * n, 6)];
  const together = multiply(arena, product(40, n, k), a, b).result;
  for (const row of [0, 1, 38, 39]) {
    const alone = multiply(arena, product(1, n, k), a.slice(row * k, (row + 1) * k), b).result;
    expect(alone).toEqual(together.slice(row * n, (row + 1) * n));
  }
});

test.each(FLAGS)(
  'a sum of nothing is 0, and a product of nothing writes nothing (flags %i%i)',
  (...flags) => {
    const nothing = new Float32Array(0);
    for (const [m, n] of [
      [1, 9],
      [2, 5],
      [9, 1],
      [9, 9],
    ] as const)
      expect(multiply(arena, product(m, n, 0, flags), nothing, nothing).result).toEqual(
        new Float32Array(m * n),
      );
    for (const [batch, m, n] of [
      [0, 2, 2],
      [1, 0, 9],
      [1, 9, 0],
    ] as const) {
      const shape = { ...product(m, n, 3, flags), batch };
      expect(multiply(arena, shape, fractions(3 * m, 1), fractions(3 * n, 1)).damage).toEqual([]);
    }
  },
);

test('infinities and NaN go where they belong and nowhere else', () => {
  for (const [m, n] of [
    [1, 9],
    [9, 1],
    [9, 9],
  ] as const) {
    const shape = product(m, n, 5);
    const [a, b] = [new Float32Array(m * 5).fill(1), new Float32Array(5 * n).fill(2)];
    a[0] = Infinity;
    b[n - 1] = NaN;
    expect(multiply(arena, shape, a, b).result).toEqual(sumsInOrder(shape, a, b));
  }
});

test('needs no scratch for few rows or one column, and at most 402 kB', () => {
  expect(matmulScratchBytes(3, 500, 500, 1)).toBe(0);
  expect(matmulScratchBytes(500, 1, 500, 1)).toBe(0);
  expect(matmulScratchBytes(4, 8, 2, 0)).toBe(128 + 64);
  expect(matmulScratchBytes(1e6, 1e6, 1e6, 1)).toBeLessThanOrEqual(402 * 1024);
});
