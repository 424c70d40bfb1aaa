import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { guarded, putBytes } from './bytes.ts';
import { generator } from './numbers.ts';

const arena = await makeArena(16);
const SIZES = [0, 1, 3, 4, 5, 8, 9, 33, 70];
const COUNTS = [0, 1, 2, 7];

const randomIndices = (count: number, rows: number, seed: number): Int32Array => {
  const next = generator(seed);
  return Int32Array.from({ length: count }, () => next() % rows);
};

/** Places of the elements that are picked from `outer` blocks of rows. */
const picked = (chosen: Int32Array, outer: number, rowSize: number, rows: number): number[] =>
  Array.from({ length: outer }, (_, block) =>
    [...chosen].flatMap((row) =>
      Array.from({ length: rowSize }, (_, i) => (block * rows + row) * rowSize + i),
    ),
  ).flat();

function checkGather(outer: number, rows: number, rowSize: number, count: number): void {
  arena.reset();
  const [size, picks] = [outer * rows * rowSize, outer * count * rowSize];
  const words = Uint32Array.from({ length: size }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
  const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7);
  const chosen = randomIndices(count, rows, rowSize);
  const [from, indices, out] = [arena.put(words), arena.put(chosen), arena.room(picks)];
  const fromBytes = putBytes(arena.put, arena, bytes, 1).pointer;
  const outBytes = putBytes(arena.draft, arena, new Uint8Array(picks), 3);
  arena.kernels.gatherRows(from, indices, out, outer, count, rowSize, rows);
  arena.kernels.gatherRowsBytes(fromBytes, indices, outBytes.pointer, outer, count, rowSize, rows);
  const places = picked(chosen, outer, rowSize, rows);
  expect([...arena.words(out, picks)]).toEqual(places.map((place) => words[place]));
  expect(outBytes.read()).toEqual(guarded(Uint8Array.from(places, (place) => bytes[place] as number), 3)); // prettier-ignore
  expect(arena.damage()).toEqual([]);
}

test.each([1, 2, 9])('rows of words and bytes are picked from %i, every bit', (rows) => {
  for (const outer of [0, 1, 3])
    for (const rowSize of SIZES) for (const count of COUNTS) checkGather(outer, rows, rowSize, count);
});

test.each([-1, 3, 2 ** 31 - 1, -(2 ** 31)])('refuses index %i before anything is written', (index) => {
  arena.reset();
  const from = arena.put(new Uint32Array(6));
  const indices = arena.put(Int32Array.of(0, index, 1));
  const out = arena.put(new Uint32Array(6));
  const message = `gather: indices must be ≥ 0 and < 3, got ${index}`;
  expect(() => arena.kernels.gatherRows(from, indices, out, 1, 3, 2, 3)).toThrow(message);
  expect(() => arena.kernels.gatherRowsBytes(from, indices, out, 1, 3, 2, 3)).toThrow(message);
  // Also where there is nothing to copy.
  expect(() => arena.kernels.gatherRows(from, indices, out, 0, 3, 2, 3)).toThrow(message);
  expect(arena.damage()).toEqual([]);
});

test('oneHot has one value at the index and another elsewhere, also where the index is nowhere', () => {
  for (const depth of [1, 3, 4, 5, 8, 33]) {
    arena.reset();
    const list = [0, depth - 1, -1, depth, 2 ** 31 - 1, -(2 ** 31), Math.floor(depth / 2)];
    const [indices, out] = [arena.put(Int32Array.from(list)), arena.room(list.length * depth)];
    arena.kernels.oneHot(indices, out, list.length, depth, 0.75, -0);
    const expected = list.flatMap((index) =>
      Array.from({ length: depth }, (_, j) => (j === index ? 0.75 : -0)),
    );
    expect([...arena.floats(out, list.length * depth)]).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  }
});
