import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { placesOf } from './boxes.ts';
import type { Four } from './boxes.ts';
import { guarded, putBytes } from './bytes.ts';

const arena = await makeArena(16);
/** A way to lie in memory: the order of the axes, which of them run backwards, and which are repeated, by bits. */
const arbitraryLayout = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  backwards: fc.nat(15),
  repeated: fc.constantFrom(0, 0, 1, 4, 8, 10),
});
type Layout = typeof arbitraryLayout extends fc.Arbitrary<infer L> ? L : never;

/** Steps of a box that lies so, the number of elements it takes, and the place of its first one. */
function layOut(
  lengths: Four,
  { order, backwards, repeated }: Layout,
): { steps: Four; size: number; first: number } {
  let [size, first] = [1, 0];
  const steps = [0, 0, 0, 0];
  for (const axis of order) {
    if ((repeated >> axis) & 1) continue;
    const back = ((backwards >> axis) & 1) === 1;
    if (back) first += (Math.max(lengths[axis] as number, 1) - 1) * size;
    steps[axis] = back ? -size : size;
    size *= lengths[axis] as number;
  }
  return { steps: steps as unknown as Four, size, first };
}

const axis = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(1, 17, 33));
const box = fc
  .tuple(axis, axis, axis, axis)
  .filter((lengths) => lengths.reduce((size, n) => size * n) < 5000);

property.prop([box, arbitraryLayout, arbitraryLayout], { seed: 1991, numRuns: 300 })(
  'boxes move from any layout to any other, words and bytes, every bit',
  (lengths, fromLayout, outLayout) => {
    arena.reset();
    const from = layOut(lengths, fromLayout);
    const out = layOut(lengths, { ...outLayout, repeated: 0 });
    // NaNs of all kinds: nothing may look at what it moves.
    const words = Uint32Array.from({ length: from.size }, (_, i) => 0x7f800001 + i);
    const bytes = Uint8Array.from({ length: from.size }, (_, i) => i * 7);
    const [source, target] = [arena.put(words), arena.room(out.size)];
    const [byteSource, byteTarget] = [
      putBytes(arena.put, arena, bytes, 1),
      putBytes(arena.draft, arena, new Uint8Array(out.size), 3),
    ];
    const box = [...lengths, ...from.steps, ...out.steps] as const;
    arena.kernels.copyStrided(source + 4 * from.first, target + 4 * out.first, ...box);
    arena.kernels.copyStridedBytes(byteSource.pointer + from.first, byteTarget.pointer + out.first, ...box);
    const expected = new Uint32Array(out.size);
    const expectedBytes = new Uint8Array(out.size);
    const sources = placesOf(lengths, from.steps);
    placesOf(lengths, out.steps).forEach((place, i) => {
      expected[out.first + place] = words[from.first + (sources[i] as number)] as number;
      expectedBytes[out.first + place] = bytes[from.first + (sources[i] as number)] as number;
    });
    expect(arena.words(target, out.size)).toEqual(expected);
    expect(byteTarget.read()).toEqual(guarded(expectedBytes, 3));
    expect(arena.damage()).toEqual([]);
  },
);

test.each([0, 1, 3, 4, 5, 8, 9, 33, 64, 65, 200])(
  'rows of %i words in one piece, and one word repeated',
  (n) => {
    arena.reset();
    const words = Uint32Array.from({ length: 3 * n + 1 }, (_, i) => i * 77777);
    const [from, rows, repeated] = [arena.put(words), arena.room(2 * n), arena.room(2 * n)];
    arena.kernels.copyStrided(from, rows, 1, 1, 2, n, 0, 0, 2 * n, 1, 0, 0, n, 1);
    arena.kernels.copyStrided(from, repeated, 1, 1, 2, n, 0, 0, 1, 0, 0, 0, n, 1);
    expect(arena.words(rows, 2 * n)).toEqual(
      Uint32Array.from({ length: 2 * n }, (_, i) => words[i < n ? i : i + n] as number),
    );
    expect(arena.words(repeated, 2 * n)).toEqual(
      Uint32Array.from({ length: 2 * n }, (_, i) => words[i < n ? 0 : 1] as number),
    );
    expect(arena.damage()).toEqual([]);
  },
);

test('rows may have gaps between them, which stay', () => {
  arena.reset();
  const bytes = Uint8Array.from({ length: 600 }, (_, i) => i);
  const from = putBytes(arena.put, arena, bytes, 2).pointer;
  const out = putBytes(arena.draft, arena, new Uint8Array(620).fill(9), 1);
  arena.kernels.copyStridedBytes(from, out.pointer, 1, 1, 2, 300, 0, 0, 300, 1, 0, 0, 310, 1);
  const expected = new Uint8Array(620).fill(9);
  expected.set(bytes.slice(0, 300));
  expected.set(bytes.slice(300), 310);
  expect(out.read()).toEqual(guarded(expected, 1));
  expect(arena.damage()).toEqual([]);
});

test.each([
  [1, 1],
  [4, 33],
  [17, 3],
  [33, 17],
  [50, 50],
])('%i × %i words are transposed, out of wider rows into wider rows', (rows, columns) => {
  arena.reset();
  const [fromRow, outRow] = [rows + 3, columns + 2];
  const words = Uint32Array.from({ length: columns * fromRow }, (_, i) => i * 77777);
  const [from, out] = [arena.put(words), arena.draft(new Uint32Array(rows * outRow).fill(9))];
  arena.kernels.copyStrided(from, out, 1, 1, rows, columns, 0, 0, 1, fromRow, 0, 0, outRow, 1);
  const expected = Uint32Array.from({ length: rows * outRow }, (_, at) => {
    const [i, j] = [Math.floor(at / outRow), at % outRow];
    return j < columns ? (words[j * fromRow + i] as number) : 9;
  });
  expect(arena.words(out, rows * outRow)).toEqual(expected);
  expect(arena.damage()).toEqual([]);
});
