import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';

const arena = await makeArena(16);

function checkScatter(indices: readonly number[], rowSize: number, outRows: number, outer = 1): void {
  arena.reset();
  const count = indices.length;
  const rows = fractions(outer * count * rowSize, 7);
  const sums = fractions(outer * outRows * rowSize, 8);
  const pointers = [arena.put(rows), arena.put(Int32Array.from(indices)), arena.draft(sums)] as const;
  arena.kernels.scatterAddRows(...pointers, outer, count, rowSize, outRows);
  for (let h = 0; h < outer; h++)
    indices.forEach((index, i) => {
      const [to, from] = [(h * outRows + index) * rowSize, (h * count + i) * rowSize];
      for (let j = 0; j < rowSize; j++) sums[to + j] = (sums[to + j] as number) + (rows[from + j] as number);
    });
  expect(arena.floats(pointers[2], sums.length), `${outer}, ${count}, ${rowSize}`).toEqual(sums);
  expect(arena.damage()).toEqual([]);
}

test('adds to the rows named, keeps the others, and stays in its place, at sizes around the lanes', () => {
  for (const outer of [0, 1, 3])
    for (const count of [0, 1, 2, 3, 4, 5, 6, 8, 9, 33])
      for (const rowSize of [0, 1, 2, 3, 4, 5, 6, 8, 9, 33])
        checkScatter(
          Array.from({ length: count }, (_, i) => (i * 5) % 11),
          rowSize,
          11,
          outer,
        );
});

test('adds to one row in the order of the indices', () => {
  arena.reset();
  const rows = Float32Array.of(1e8, 1, -1e8, 1);
  const [from, indices, out] = [
    arena.put(rows),
    arena.put(new Int32Array(4)),
    arena.draft(new Float32Array(1)),
  ];
  arena.kernels.scatterAddRows(from, indices, out, 1, 4, 1, 1);
  expect([...arena.floats(out, 1)]).toEqual([1]); // ((1e8 + 1) − 1e8) + 1 in float32: the first 1 is lost
});

test.each([-1, 3, 2 ** 31 - 1, -(2 ** 31)])('refuses index %i before anything is written', (index) => {
  arena.reset();
  const [from, indices] = [arena.put(new Float32Array(6)), arena.put(Int32Array.of(0, index, 1))];
  const out = arena.put(new Float32Array(6));
  expect(() => arena.kernels.scatterAddRows(from, indices, out, 1, 3, 2, 3)).toThrow(
    `gather: indices must be ≥ 0 and < 3, got ${index}`,
  );
  expect(arena.damage()).toEqual([]);
});

property.prop([fc.array(fc.nat(6), { maxLength: 40 }), fc.nat(20)], { seed: 1993 })(
  'equals plain loops in float32 for any indices',
  (indices, rowSize) => checkScatter(indices, rowSize, 7),
);
