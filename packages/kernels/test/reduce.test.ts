import { expect, test } from 'vitest';
import { REDUCE_CODES } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';

const arena = await makeArena(16);
const SIZES = [1, 3, 4, 5, 8, 9, 33];

const sum = (list: readonly number[]): number => list.reduce((total, x) => total + x, 0);

/** In float64, in order, rounded once. */
const ORACLE = {
  sum: (list: readonly number[]) => Math.fround(sum(list)),
  mean: (list: readonly number[]) => Math.fround(sum(list) / list.length),
  max: (list: readonly number[]) => Math.max(...list),
  min: (list: readonly number[]) => Math.min(...list),
};
const NAMES = Object.keys(ORACLE) as (keyof typeof ORACLE)[];

/** Numbers whose sum depends on the order of adding, and here and there a special one. */
function difficult(count: number): Float32Array {
  return fractions(count, 7).map((x, i) => {
    if (i % 11 === 3) return x * 1e7;
    if (i % 41 === 40) return [NaN, Infinity, -0, -Infinity][i % 4] as number;
    return x;
  });
}

test.each(NAMES)('%s of rows and columns equals float64 loops at sizes around the lanes', (name) => {
  for (const outer of [1, 2, 5])
    for (const length of SIZES)
      for (const inner of SIZES) {
        arena.reset();
        const values = difficult(outer * length * inner);
        const x = arena.put(values);
        const [columns, rows] = [arena.room(outer * inner), arena.room(outer * inner)];
        arena.kernels.reduceColumns(REDUCE_CODES[name], x, columns, outer, length, inner);
        const expected = Float32Array.from({ length: outer * inner }, (_, at) => {
          const [block, column] = [Math.floor(at / inner), at % inner];
          return ORACLE[name](
            Array.from({ length }, (_, j) => values[(block * length + j) * inner + column] as number),
          );
        });
        expect(arena.floats(columns, outer * inner)).toEqual(expected);
        arena.kernels.reduceRows(REDUCE_CODES[name], x, rows, outer * inner, length);
        const byRow = Float32Array.from({ length: outer * inner }, (_, row) =>
          ORACLE[name]([...values.slice(row * length, (row + 1) * length)]),
        );
        expect(arena.floats(rows, outer * inner)).toEqual(byRow);
        expect(arena.damage()).toEqual([]);
      }
});
