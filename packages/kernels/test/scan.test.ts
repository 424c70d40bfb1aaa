import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { CUMULATE_CODES } from '../src/index.ts';
import type { CumulateOperation, Flag } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';

const arena = await makeArena();
const SIZES = [0, 1, 2, 3, 4, 5, 8, 9, 33];
const FLAGS = [0, 1] as const;
const NAMES = Object.keys(CUMULATE_CODES) as CumulateOperation[];
const STEP = {
  cumsum: (a: number, b: number) => Math.fround(a + b),
  cumprod: (a: number, b: number) => Math.fround(a * b),
  cumsumInt: (a: number, b: number) => (a + b) | 0,
};
const NOTHING = { cumsum: 0, cumprod: 1, cumsumInt: 0 };

/** Numbers whose running results depend on every rounding, −0 first here and there. */
const numbers = (count: number, seed: number): Float32Array =>
  fractions(count, seed).map((x, i) => (i % 13 === 0 ? -0 : i % 7 === 0 ? x * 1e5 : 1.2 + 0.5 * x));

/** Where the elements of each line along the middle one of three axes stand, in the order of the steps. */
const linesOf = (outer: number, length: number, inner: number, reverse: Flag): number[][] =>
  Array.from({ length: outer * inner }, (_, line) => {
    const first = Math.floor(line / inner) * length * inner + (line % inner);
    const places = Array.from({ length }, (_, t) => first + t * inner);
    return reverse ? places.reverse() : places;
  });

function cumulated(
  name: CumulateOperation,
  x: readonly number[],
  lines: number[][],
  exclusive: Flag,
): number[] {
  const results = [...x];
  for (const places of lines) {
    let all: number | undefined;
    for (const place of places) {
      const element = x[place] as number;
      const before = all ?? NOTHING[name];
      // What is added to nothing stays as it is, −0 too; but a result of nothing is 0.
      all =
        all === undefined ? (exclusive ? STEP[name](before, element) : element) : STEP[name](all, element);
      results[place] = exclusive ? before : all;
    }
  }
  return results;
}

test.each(NAMES)('%s equals plain loops along rows and columns, both ways, in place too', (name) => {
  const read = (pointer: number, count: number): number[] =>
    name === 'cumsumInt' ? [...new Int32Array(arena.words(pointer, count).buffer)] : [...arena.floats(pointer, count)]; // prettier-ignore
  for (const length of SIZES)
    for (const [outer, inner] of [
      [1, 1],
      [3, 1],
      [5, 1],
      [2, 3],
      [1, 9],
      [2, 33],
    ] as const)
      // prettier-ignore
      for (const exclusive of FLAGS)
        for (const reverse of FLAGS) {
          arena.reset();
          const size = outer * length * inner;
          const floats = numbers(size, 1);
          const x = name === 'cumsumInt' ? new Int32Array(floats.buffer) : floats;
          const [from, out, own] = [arena.put(x), arena.room(size), arena.draft(x)];
          const shape = [outer, length, inner, exclusive, reverse] as const;
          arena.kernels.cumulate(CUMULATE_CODES[name], from, out, ...shape);
          arena.kernels.cumulate(CUMULATE_CODES[name], own, own, ...shape);
          const expected = cumulated(name, [...x], linesOf(outer, length, inner, reverse), exclusive);
          for (const pointer of [out, own]) expect(read(pointer, size)).toEqual(expected);
          expect(arena.damage()).toEqual([]);
        }
});

const length = fc.constantFrom(...SIZES);

property.prop(
  [fc.integer({ min: 0, max: 6 }), length, fc.constantFrom(0, 1, 3, 4, 9, 33), fc.constantFrom(...FLAGS)],
  { seed: 1990, numRuns: 200 },
)(
  'a linear recurrence rounds once a step, along rows and columns, both ways, in place too',
  (outer, length, inner, reverse) => {
    arena.reset();
    const size = outer * length * inner;
    const a = numbers(size, 2).map((x, i) => (i % 11 === 5 ? Infinity : x));
    const b = numbers(size, 3);
    const [left, right, out] = [arena.put(a), arena.put(b), arena.room(size)];
    const [ownA, ownB] = [arena.draft(a), arena.draft(b)];
    arena.kernels.linearRecurrence(left, right, out, outer, length, inner, reverse);
    arena.kernels.linearRecurrence(ownA, right, ownA, outer, length, inner, reverse);
    arena.kernels.linearRecurrence(left, ownB, ownB, outer, length, inner, reverse);
    const expected = b.slice();
    for (const places of linesOf(outer, length, inner, reverse))
      places.slice(1).forEach((place, i) => {
        expected[place] =
          (a[place] as number) * (expected[places[i] as number] as number) + (b[place] as number);
      });
    for (const pointer of [out, ownA, ownB]) expect(arena.floats(pointer, size)).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  },
);
