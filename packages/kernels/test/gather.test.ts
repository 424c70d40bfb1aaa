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

test.each([1, 2, 9])('rows of words and bytes are picked from %i, every bit', (rows) => {
  for (const rowSize of SIZES)
    for (const count of COUNTS) {
      arena.reset();
      const words = Uint32Array.from({ length: rows * rowSize }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
      const bytes = Uint8Array.from({ length: rows * rowSize }, (_, i) => i * 7);
      const chosen = randomIndices(count, rows, rowSize);
      const [from, indices, out] = [arena.put(words), arena.put(chosen), arena.room(count * rowSize)];
      const fromBytes = putBytes(arena.put, arena, bytes, 1).pointer;
      const outBytes = putBytes(arena.draft, arena, new Uint8Array(count * rowSize), 3);
      arena.kernels.gatherRows(from, indices, out, count, rowSize, rows);
      arena.kernels.gatherRowsBytes(fromBytes, indices, outBytes.pointer, count, rowSize, rows);
      const places = [...chosen].flatMap((row) =>
        Array.from({ length: rowSize }, (_, i) => row * rowSize + i),
      );
      expect([...arena.words(out, count * rowSize)]).toEqual(places.map((place) => words[place]));
      expect(outBytes.read()).toEqual(guarded(Uint8Array.from(places, (place) => bytes[place] as number), 3)); // prettier-ignore
      expect(arena.damage()).toEqual([]);
    }
});

test.each([-1, 3, 2 ** 31 - 1, -(2 ** 31)])(
  'an index of %i in 3 rows traps before anything is written',
  (index) => {
    arena.reset();
    const from = arena.put(new Uint32Array(6));
    const indices = arena.put(Int32Array.of(0, index, 1));
    const out = arena.put(new Uint32Array(6));
    expect(() => arena.kernels.gatherRows(from, indices, out, 3, 2, 3)).toThrow(WebAssembly.RuntimeError);
    expect(() => arena.kernels.gatherRowsBytes(from, indices, out, 3, 2, 3)).toThrow(
      WebAssembly.RuntimeError,
    );
    expect(arena.damage()).toEqual([]);
  },
);

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
