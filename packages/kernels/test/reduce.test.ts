import { expect, test } from 'vitest';
import { ARG_REDUCE_CODES, REDUCE_CODES } from '../src/index.ts';
import type { ArgReduceOperation, ReduceOperation } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions, generator } from './numbers.ts';

const arena = await makeArena(16);
const SIZES = [1, 3, 4, 5, 8, 9, 33];

const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);

/** In float64, in order, rounded once. */
const ORACLE = {
  sum: (list: readonly number[]) => Math.fround(sum(list)),
  mean: (list: readonly number[]) => Math.fround(sum(list) / list.length),
  max: (list: readonly number[]) => Math.max(...list),
  min: (list: readonly number[]) => Math.min(...list),
  // In float32, in order.
  prod: (list: readonly number[]) => list.reduce((product, x) => Math.fround(product * x)),
  sumInt: (list: readonly number[]) => list.reduce((total, x) => (total + x) | 0),
  maxInt: (list: readonly number[]) => Math.max(...list),
  minInt: (list: readonly number[]) => Math.min(...list),
};
const NAMES = Object.keys(REDUCE_CODES) as ReduceOperation[];

/** Numbers whose sum depends on the order of adding, and here and there a special one. */
function difficult(count: number): Float32Array {
  return fractions(count, 7).map((x, i) => {
    if (i % 11 === 3) return x * 1e7;
    if (i % 41 === 40) return [NaN, Infinity, -0, -Infinity][i % 4] as number;
    return x;
  });
}

/** Integers of all sizes, −1 among them, which is a NaN as a float. */
function integers(count: number): Int32Array {
  const next = generator(9);
  return Int32Array.from({ length: count }, () => (next() % 7 === 0 ? -1 : next() >> (next() & 31)));
}

const isInt = (name: string): boolean => name.endsWith('Int');

const numbersFor = (name: string, count: number): Float32Array | Int32Array =>
  isInt(name) ? integers(count) : difficult(count);

function read(name: string, pointer: number, count: number): Float32Array | Int32Array {
  return isInt(name) ? new Int32Array(arena.words(pointer, count).buffer) : arena.floats(pointer, count);
}

/** The numbers that belong to each element of a result over the middle one of three axes. */
const along = (values: ArrayLike<number>, length: number, inner: number): number[][] =>
  Array.from({ length: values.length / length }, (_, at) => {
    const first = Math.floor(at / inner) * length * inner + (at % inner);
    return Array.from({ length }, (_, j) => values[first + j * inner] as number);
  });

test.each(NAMES)('%s of rows and columns equals plain loops at sizes around the lanes', (name) => {
  for (const outer of [1, 2, 5])
    for (const length of SIZES)
      for (const inner of SIZES) {
        arena.reset();
        const values = numbersFor(name, outer * length * inner);
        const [x, count] = [arena.put(values), outer * inner];
        const [columns, rows] = [arena.room(count), arena.room(count)];
        arena.kernels.reduceColumns(REDUCE_CODES[name], x, columns, outer, length, inner);
        arena.kernels.reduceRows(REDUCE_CODES[name], x, rows, count, length);
        expect([...read(name, columns, count)]).toEqual(along(values, length, inner).map(ORACLE[name]));
        expect([...read(name, rows, count)]).toEqual(along(values, length, 1).map(ORACLE[name]));
        expect(arena.damage()).toEqual([]);
      }
});

test('columns and rows of nothing are left alone', () => {
  arena.reset();
  const x = arena.put(Float32Array.of(1));
  arena.kernels.reduceRows(REDUCE_CODES.sum, x, arena.put(Float32Array.of(7)), 0, 1);
  arena.kernels.reduceColumns(REDUCE_CODES.max, x, arena.put(Float32Array.of(7)), 1, 1, 0);
  arena.kernels.argReduce(ARG_REDUCE_CODES.argMax, x, arena.put(Float32Array.of(7)), 0, 1, 1);
  expect(arena.damage()).toEqual([]);
});

/** One after the other: what is not better than the best so far does not replace it. */
function placeOf(name: ArgReduceOperation, list: readonly number[]): number {
  let best = 0;
  list.forEach((value, i) => {
    const champion = list[best] as number;
    if (name.startsWith('argMax') ? value > champion : value < champion) best = i;
  });
  return best;
}

const SEARCHES = Object.keys(ARG_REDUCE_CODES) as ArgReduceOperation[];

test.each(SEARCHES)('%s is the first best place, along rows and columns, with NaN and zeros', (name) => {
  const few = [2, -3, 0, -0, 5, NaN, 5, -3, Infinity, 1];
  const next = generator(5);
  for (const length of SIZES)
    for (const inner of SIZES)
      for (const special of [5, 9]) {
        arena.reset();
        const all = Array.from({ length: 2 * length * inner }, () => few[next() % special] as number);
        const values = isInt(name) ? Int32Array.from(all) : Float32Array.from(all);
        const [x, columns, rows] = [arena.put(values), arena.room(2 * inner), arena.room(2 * inner)];
        arena.kernels.argReduce(ARG_REDUCE_CODES[name], x, columns, 2, length, inner);
        arena.kernels.argReduce(ARG_REDUCE_CODES[name], x, rows, 2 * inner, length, 1);
        const places = (step: number): number[] =>
          along(values, length, step).map((list) => placeOf(name, list));
        expect([...arena.words(columns, 2 * inner)]).toEqual(places(inner));
        expect([...arena.words(rows, 2 * inner)]).toEqual(places(1));
        expect(arena.damage()).toEqual([]);
      }
});
