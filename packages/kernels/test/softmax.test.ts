import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BINARY_CODES } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import reference from './reference/portable.json' with { type: 'json' };
import { ulps } from './ulps.ts';

const arena = await makeArena();
const SIZES = [1, 2, 3, 4, 5, 8, 9, 33];
const KINDS = ['softmax', 'logSoftmax', 'logSumExp'] as const;
type Kind = (typeof KINDS)[number];

/** Bits of what a kernel makes of rows, the same in place of them. */
function run(kind: Kind, x: Float32Array | Uint32Array, rows: number, length: number): Uint32Array {
  arena.reset();
  const size = kind === 'logSumExp' ? rows : rows * length;
  const [from, out] = [arena.put(x), arena.room(size)];
  arena.kernels[kind](from, out, rows, length);
  if (kind !== 'logSumExp') {
    const own = arena.draft(x);
    arena.kernels[kind](own, own, rows, length);
    expect(arena.words(own, size)).toEqual(arena.words(out, size));
  }
  expect(arena.damage()).toEqual([]);
  return arena.words(out, size);
}

const runFloats = (...args: Parameters<typeof run>): Float32Array => new Float32Array(run(...args).buffer);

test('logarithms of sums have the bits that portable exp and log give', () => {
  for (const { row, ...expected } of reference.rows)
    for (const kind of ['logSoftmax', 'logSumExp'] as const)
      expect([...run(kind, Uint32Array.from(row), 1, row.length)]).toEqual([expected[kind]].flat());
});

test('powers have the bits that portable pow gives', () => {
  arena.reset();
  const { x, y, pow } = reference.powers;
  const [a, b, out] = [
    arena.put(Uint32Array.from(x)),
    arena.put(Uint32Array.from(y)),
    arena.room(pow.length),
  ];
  arena.kernels.binary(BINARY_CODES.pow, a, b, out, pow.length);
  expect([...arena.words(out, pow.length)]).toEqual(pow);
});

/** In float64, with the exponentials of the host: their errors are too small to be seen. */
const EXACT: Readonly<Record<Kind, (row: readonly number[]) => number[]>> = {
  softmax: (row) => {
    const exps = row.map((x) => Math.exp(x - Math.max(...row)));
    return exps.map((e) => e / exps.reduce((sum, other) => sum + other, 0));
  },
  logSoftmax: (row) => row.map((x) => x - Math.max(...row) - logTotal(row)),
  logSumExp: (row) => [Math.max(...row) + logTotal(row)],
};
const logTotal = (row: readonly number[]): number =>
  Math.log(row.reduce((sum, x) => sum + Math.exp(x - Math.max(...row)), 0));
const BOUND = { softmax: 1.5, logSoftmax: 0.501, logSumExp: 0.501 };

test.each(KINDS)('%s is near float64 at sizes around the lanes, each row as it is alone', (kind) => {
  for (const length of SIZES)
    for (const rows of [0, 1, 3])
      for (const scale of [0.1, 3, 50, 1000]) {
        const x = fractions(rows * length, length).map((value) => value * scale);
        const list = Array.from({ length: rows }, (_, i) => x.slice(i * length, (i + 1) * length));
        const all = runFloats(kind, x, rows, length);
        const exact = list.flatMap((row) => EXACT[kind]([...row]));
        all.forEach((value, i) => expect(ulps(value, exact[i] as number)).toBeLessThan(BOUND[kind]));
        expect([...all]).toEqual(list.flatMap((row) => [...runFloats(kind, row, 1, length)]));
      }
});

test.each([
  {
    row: [-Infinity, 0, -Infinity],
    softmax: [0, 1, 0],
    logSoftmax: [-Infinity, 0, -Infinity],
    logSumExp: [0],
  },
  { row: [-Infinity, -Infinity], softmax: [NaN, NaN], logSoftmax: [NaN, NaN], logSumExp: [-Infinity] },
  {
    row: [1, Infinity, -Infinity],
    softmax: [NaN, NaN, NaN],
    logSoftmax: [NaN, NaN, NaN],
    logSumExp: [Infinity],
  },
  { row: [1, NaN, Infinity], softmax: [NaN, NaN, NaN], logSoftmax: [NaN, NaN, NaN], logSumExp: [NaN] },
  { row: [3e38, -3e38], softmax: [1, 0], logSoftmax: [0, -Infinity], logSumExp: [Math.fround(3e38)] },
  { row: [-0], softmax: [1], logSoftmax: [0], logSumExp: [0] },
  { row: [0, -100], softmax: [1, Math.fround(Math.exp(-100))], logSoftmax: [0, -100], logSumExp: [0] },
])('special rows: $row', ({ row, ...expected }) => {
  for (const kind of KINDS)
    expect([...runFloats(kind, Float32Array.from(row), 1, row.length)]).toEqual(expected[kind]);
});

/** The two words of a float64, low one first. */
const wordsOf = (x: number): [number, number] =>
  [...new Int32Array(Float64Array.of(x).buffer)] as [number, number];

/** Means, variances and quotients in float64, in order. */
function normalised(row: readonly number[], eps: number): { values: Float32Array; factor: number } {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const squares = row.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const factor = 1 / Math.sqrt(squares / row.length + eps);
  return { values: Float32Array.from(row, (x) => (x - mean) * factor), factor: Math.fround(factor) };
}

property.prop([fc.nat(5), fc.constantFrom(...SIZES), fc.constantFrom(1e-5, 1e-12, 0.1), fc.nat()], {
  seed: 2016,
  numRuns: 200,
})('normalise has the bits of float64 loops, in place too', (rows, length, eps, seed) => {
  arena.reset();
  const x = fractions(rows * length, seed).map((value, i) => (i % 7 === 3 ? value * 1e5 : value + 3));
  const [from, out, own] = [arena.put(x), arena.room(x.length), arena.draft(x)];
  const [factors, ownFactors] = [arena.room(rows), arena.room(rows)];
  arena.kernels.normalise(from, out, factors, rows, length, ...wordsOf(eps));
  arena.kernels.normalise(own, own, ownFactors, rows, length, ...wordsOf(eps));
  const list = Array.from({ length: rows }, (_, i) => normalised([...x.slice(i * length, (i + 1) * length)], eps)); // prettier-ignore
  for (const pointer of [out, own])
    expect([...arena.floats(pointer, x.length)]).toEqual(list.flatMap(({ values }) => [...values]));
  for (const pointer of [factors, ownFactors])
    expect([...arena.floats(pointer, rows)]).toEqual(list.map(({ factor }) => factor));
  expect(arena.damage()).toEqual([]);
});
