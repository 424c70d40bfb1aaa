import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';

const arena = await makeArena(16);
const length = fc.integer({ min: 0, max: 6 });

property.prop([fc.tuple(length, length, length, length), fc.boolean()], { seed: 1991 })(
  'copyStrided moves boxes as plain loops do, reversed and transposed, every bit',
  ([d0, d1, d2, d3], reversed) => {
    arena.reset();
    const size = d0 * d1 * d2 * d3;
    // NaNs of all kinds: nothing may look at what it moves.
    const words = Uint32Array.from({ length: size }, (_, i) => 0x7f800001 + i);
    const [from, out] = [arena.put(words), arena.room(size)];
    const sign = reversed && size > 0 ? -1 : 1;
    const first = sign < 0 ? from + 4 * (d3 - 1) : from;
    const target = [1, d0, d0 * d1, d0 * d1 * d2] as const;
    arena.kernels.copyStrided(first, out, d0, d1, d2, d3, d1 * d2 * d3, d2 * d3, d3, sign, ...target);
    const expected = new Uint32Array(size);
    for (let at = 0; at < size; at++) {
      const l = at % d3;
      const [k, j, i] = [
        Math.floor(at / d3) % d2,
        Math.floor(at / d3 / d2) % d1,
        Math.floor(at / d3 / d2 / d1),
      ];
      expected[i + j * d0 + k * d0 * d1 + (sign < 0 ? d3 - 1 - l : l) * d0 * d1 * d2] = words[at] as number;
    }
    expect(arena.words(out, size)).toEqual(expected);
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

test('bytes move like words', () => {
  arena.reset();
  const bytes = Uint8Array.from({ length: 24 }, (_, i) => i);
  const from = arena.put(new Uint32Array(bytes.buffer));
  const out = arena.room(6);
  arena.kernels.copyStridedBytes(from, out, 1, 2, 3, 4, 0, 12, 4, 1, 0, 1, 2, 6);
  const got = new Uint8Array(arena.words(out, 6).buffer);
  const expected = new Uint8Array(24);
  for (let at = 0; at < 24; at++) {
    expected[Math.floor(at / 12) + 2 * (Math.floor(at / 4) % 3) + 6 * (at % 4)] = at;
  }
  expect(got).toEqual(expected);
  expect(arena.damage()).toEqual([]);
});
