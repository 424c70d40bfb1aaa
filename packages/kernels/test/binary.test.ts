import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BINARY_CODES } from '../src/index.ts';
import { makeArena } from './arena.ts';
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
};

/** Numbers with special ones among them, of which `skip` are left out so that two lists pair differently. */
const operands = (count: number, seed: number, skip: number): Float32Array =>
  fractions(count, seed).map((x, i) =>
    i % 3 === 0 ? (SPECIAL[(i / 3 + skip) % SPECIAL.length] as number) : x,
  );

test.each(NAMES)('%s equals float32 arithmetic at sizes around the lanes, in place too', (name) => {
  for (const n of SIZES) {
    arena.reset();
    const [a, b] = [operands(n, 1, 0), operands(n, 2, Math.floor(n / 2))];
    const [left, right, out, draft] = [arena.put(a), arena.put(b), arena.room(n), arena.draft(a)];
    const expected = a.map((x, i) => ORACLE[name](x, b[i] as number));
    arena.kernels.binary(BINARY_CODES[name], left, right, out, n);
    arena.kernels.binary(BINARY_CODES[name], draft, right, draft, n);
    expect(arena.floats(out, n)).toEqual(expected);
    expect(arena.floats(draft, n)).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  }
});

const length = fc.integer({ min: 0, max: 9 });
const flag = fc.integer({ min: 0, max: 1 });
const code = fc.constantFrom(...NAMES);

property.prop([code, length, length, flag, flag, flag, flag], { seed: 1991 })(
  'rows and columns repeat where their steps are 0',
  (name, rows, columns, aRows, aColumns, bRows, bColumns) => {
    arena.reset();
    const [aRow, bRow] = [aRows * (columns + 1), bRows * columns];
    const [a, b] = [operands(rows * (columns + 1) + 1, 3, 0), operands(rows * columns + 1, 4, 1)];
    const [left, right, out] = [arena.put(a), arena.put(b), arena.room(rows * columns)];
    const steps = [aRow, aColumns, bRow, bColumns] as const;
    arena.kernels.binaryBroadcast(BINARY_CODES[name], left, right, out, rows, columns, ...steps);
    const expected = Float32Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      return ORACLE[name](a[i * aRow + j * aColumns] as number, b[i * bRow + j * bColumns] as number);
    });
    expect(arena.floats(out, rows * columns)).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  },
);

property.prop([code, fc.tuple(length, length, length, length)], { seed: 1992 })(
  'four axes may have any steps; the last of each operand is 0 or 1',
  (name, [d0, d1, d2, d3]) => {
    arena.reset();
    const size = d0 * d1 * d2 * d3;
    const [a, b] = [operands(size + 8, 5, 0), operands(size + 8, 6, 2)];
    const [left, right, out] = [arena.put(a), arena.put(b), arena.room(size)];
    // a is transposed in its first two axes, b repeated along the second and the last.
    const aSteps = [d2 * d3, d0 * d2 * d3, d3, 1] as const;
    const bSteps = [d2, 0, 1, 0] as const;
    arena.kernels.binaryStrided(BINARY_CODES[name], left, right, out, d0, d1, d2, d3, ...aSteps, ...bSteps);
    const expected: number[] = [];
    for (let i = 0; i < d0; i++)
      for (let j = 0; j < d1; j++)
        for (let k = 0; k < d2; k++)
          for (let l = 0; l < d3; l++) {
            const at = i * aSteps[0] + j * aSteps[1] + k * aSteps[2] + l;
            expected.push(ORACLE[name](a[at] as number, b[i * d2 + k] as number));
          }
    expect([...arena.floats(out, size)]).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  },
);
