import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BINARY_CODES } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { arbitraryAxes, arbitraryLengths, placesOf, sizeOf, stepsOf } from './boxes.ts';
import { fractions } from './numbers.ts';

const arena = await makeArena(16);
const SIZES = [0, 1, 3, 4, 5, 8, 9, 33];
const NAMES = Object.keys(BINARY_CODES) as (keyof typeof BINARY_CODES)[];
const SPECIAL = [0, -0, 1, -2, Infinity, -Infinity, NaN, 1e-45, -1e-40, 3e38];

const round = Math.fround;

/** What IEEE 754 says of each operation, in float32. */
const ORACLE: Readonly<Record<keyof typeof BINARY_CODES, (a: number, b: number) => number>> = {
  add: (a, b) => round(a + b),
  sub: (a, b) => round(a - b),
  mul: (a, b) => round(a * b),
  div: (a, b) => round(a / b),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  squaredDifference: (a, b) => round(round(a - b) * round(a - b)),
  pow: (a, b) => round(Math.pow(a, b)),
  addInt: (a, b) => (a + b) | 0,
  subInt: (a, b) => (a - b) | 0,
  mulInt: Math.imul,
};

type Name = keyof typeof BINARY_CODES;
type Numbers = Float32Array | Int32Array;

const isInt = (name: Name): boolean => name.endsWith('Int');

/**
 * Numbers with special ones among them, of which `skip` are left out so that two lists pair differently; as int32 their
 * bits, large numbers without pattern.
 */
function operands(name: Name, count: number, seed: number, skip: number): Numbers {
  const floats = fractions(count, seed).map((x, i) =>
    i % 3 === 0 ? (SPECIAL[(i / 3 + skip) % SPECIAL.length] as number) : x,
  );
  return isInt(name) ? new Int32Array(floats.buffer) : floats;
}

function read(name: Name, pointer: number, count: number): number[] {
  return isInt(name)
    ? [...arena.words(pointer, count)].map((word) => word | 0)
    : [...arena.floats(pointer, count)];
}

const results = (name: Name, a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => ORACLE[name](x, b[i] as number));

test.each(NAMES)('%s equals float32 or int32 arithmetic at sizes around the lanes, in place too', (name) => {
  for (const n of SIZES) {
    arena.reset();
    const [a, b] = [operands(name, n, 1, 0), operands(name, n, 2, Math.floor(n / 2))];
    const [left, right, out] = [arena.put(a), arena.put(b), arena.room(n)];
    const [ownA, ownB] = [arena.draft(a), arena.draft(b)];
    arena.kernels.binary(BINARY_CODES[name], left, right, out, n);
    arena.kernels.binary(BINARY_CODES[name], ownA, right, ownA, n);
    arena.kernels.binary(BINARY_CODES[name], left, ownB, ownB, n);
    for (const pointer of [out, ownA, ownB])
      expect(read(name, pointer, n)).toEqual(results(name, [...a], [...b]));
    expect(arena.damage()).toEqual([]);
  }
});

test('pow has the special cases of Math.pow', () => {
  const numbers = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 33, -33, 2 ** 24, 2 ** 30, 1e-45, -1e-40, 3e38, Infinity, -Infinity, NaN]; // prettier-ignore
  const a = Float32Array.from(numbers.flatMap((x) => numbers.map(() => x)));
  const b = Float32Array.from(numbers.flatMap(() => numbers));
  arena.reset();
  const [left, right, out] = [arena.put(a), arena.put(b), arena.room(a.length)];
  arena.kernels.binary(BINARY_CODES.pow, left, right, out, a.length);
  expect(read('pow', out, a.length)).toEqual(results('pow', [...a], [...b]));
});

property.prop([fc.constantFrom(...NAMES), arbitraryLengths, arbitraryAxes, arbitraryAxes], {
  seed: 1992,
  numRuns: 300,
})('operands are repeated along the axes that they do not have', (name, lengths, aAxes, bAxes) => {
  arena.reset();
  const [a, b] = [operands(name, sizeOf(lengths, aAxes), 3, 0), operands(name, sizeOf(lengths, bAxes), 4, 1)];
  const [aSteps, bSteps] = [stepsOf(lengths, aAxes), stepsOf(lengths, bAxes)];
  const size = sizeOf(lengths);
  const [left, right, out] = [arena.put(a), arena.put(b), arena.room(size)];
  arena.kernels.binaryStrided(BINARY_CODES[name], left, right, out, ...lengths, ...aSteps, ...bSteps);
  const pairs = [placesOf(lengths, aSteps).map((i) => a[i] as number), placesOf(lengths, bSteps).map((i) => b[i] as number)] as const; // prettier-ignore
  expect(read(name, out, size)).toEqual(results(name, ...pairs));
  expect(arena.damage()).toEqual([]);
});

const length = fc.integer({ min: 0, max: 9 });
const step = fc.integer({ min: 0, max: 1 });

property.prop(
  [fc.constantFrom(...NAMES), length, length, fc.integer({ min: -12, max: 12 }), step, step, step],
  { seed: 1991 },
)('rows lie any steps apart, backwards too', (name, rows, columns, aRow, aColumn, bRows, bColumn) => {
  arena.reset();
  const first = Math.max(0, -aRow * (rows - 1));
  const bRow = bRows * columns;
  const [a, b] = [operands(name, 12 * rows + 12, 3, 0), operands(name, rows * columns + 1, 4, 1)];
  const [left, right, out] = [arena.put(a), arena.put(b), arena.room(rows * columns)];
  const steps = [aRow, aColumn, bRow, bColumn] as const;
  arena.kernels.binaryBroadcast(BINARY_CODES[name], left + 4 * first, right, out, rows, columns, ...steps);
  const places = (row: number, column: number): number[] =>
    placesOf([1, 1, rows, columns], [0, 0, row, column]);
  const x = places(aRow, aColumn).map((place) => a[first + place] as number);
  const y = places(bRow, bColumn).map((place) => b[place] as number);
  expect(read(name, out, rows * columns)).toEqual(results(name, x, y));
  expect(arena.damage()).toEqual([]);
});
