import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { putBytes } from './bytes.ts';
import { fractions, generator } from './numbers.ts';
import { everyExponent } from './ulps.ts';

const arena = await makeArena();
const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 33];
const GUARD = 0xa5;

function toBools(
  cast: 'castFloatToBool' | 'castIntToBool',
  x: Float32Array | Int32Array,
  offset: number,
): void {
  arena.reset();
  const from = arena.put(x);
  const { pointer, read } = putBytes(arena.draft, arena, new Uint8Array(x.length).fill(GUARD), offset);
  arena.kernels[cast](from, pointer, x.length);
  const expected = read().fill(GUARD);
  x.forEach((value, i) => (expected[offset + i] = value === 0 ? 0 : 1));
  expect(read()).toEqual(expected);
  expect(arena.damage()).toEqual([]);
}

test('ints are floats cut towards zero, the nearest int32 where there is none, and 0 for NaN', () => {
  const limits = [
    2147483520,
    2147483648,
    -2147483648,
    -2147483904,
    Infinity,
    -Infinity,
    NaN,
    -0,
    0.999,
    -1.999,
  ];
  const x = Float32Array.from([...limits, ...everyExponent(4, 1), ...fractions(1000, 2).map((f) => f * 1e6)]);
  const ints = Int32Array.from(x, (value) =>
    Number.isNaN(value) ? 0 : Math.trunc(Math.min(Math.max(value, -2147483648), 2147483647)),
  );
  for (const size of [...SIZES, x.length]) {
    arena.reset();
    const [from, out, own] = [arena.put(x.slice(0, size)), arena.room(size), arena.draft(x.slice(0, size))];
    arena.kernels.castFloatToInt(from, out, size);
    arena.kernels.castFloatToInt(own, own, size);
    for (const pointer of [out, own])
      expect(new Int32Array(arena.words(pointer, size).buffer)).toEqual(ints.slice(0, size));
    expect(arena.damage()).toEqual([]);
  }
});

test('floats are ints rounded to nearest', () => {
  const next = generator(3);
  const x = Int32Array.from({ length: 1000 }, (_, i) =>
    i < 4 ? [0, 2 ** 31 - 1, -(2 ** 31), 2 ** 24 + 1][i] : next(),
  );
  for (const size of [...SIZES, x.length]) {
    arena.reset();
    const [from, out, own] = [arena.put(x.slice(0, size)), arena.room(size), arena.draft(x.slice(0, size))];
    arena.kernels.castIntToFloat(from, out, size);
    arena.kernels.castIntToFloat(own, own, size);
    for (const pointer of [out, own])
      expect(arena.floats(pointer, size)).toEqual(Float32Array.from(x.slice(0, size)));
    expect(arena.damage()).toEqual([]);
  }
});

test('bools are 0 and 1 as floats and ints, from any byte on', () => {
  for (const size of SIZES)
    for (const offset of [1, 2, 3, 4]) {
      arena.reset();
      const bools = Uint8Array.from({ length: size }, (_, i) => ((i * i + offset) % 3) & 1);
      const { pointer } = putBytes(arena.put, arena, bools, offset);
      const [floats, ints] = [arena.room(size), arena.room(size)];
      arena.kernels.castBoolToFloat(pointer, floats, size);
      arena.kernels.castBoolToInt(pointer, ints, size);
      expect(arena.floats(floats, size)).toEqual(Float32Array.from(bools));
      expect([...arena.words(ints, size)]).toEqual([...bools]);
      expect(arena.damage()).toEqual([]);
    }
});

test('all but zeros are true, NaN too, and no byte beside them changes', () => {
  const floats = [0, -0, NaN, 2 ** -149, -1, Infinity, 0, 256, 65536];
  const ints = [0, 1, -1, 256, 65536, -(2 ** 31), 0, 2, 2 ** 24];
  for (const size of SIZES)
    for (const offset of [1, 2, 3, 4]) {
      toBools('castFloatToBool', Float32Array.from({ length: size }, (_, i) => floats[(i + offset) % 9] as number), offset); // prettier-ignore
      toBools('castIntToBool', Int32Array.from({ length: size }, (_, i) => ints[(i + offset) % 9] as number), offset); // prettier-ignore
    }
});

property.prop([fc.nat(40), fc.integer()], { seed: 2002 })('fill writes n words of any bits', (n, bits) => {
  arena.reset();
  const out = arena.room(n);
  arena.kernels.fill(out, n, bits);
  expect(arena.words(out, n)).toEqual(new Uint32Array(n).fill(bits));
  expect(arena.damage()).toEqual([]);
});

property.prop([fc.array(fc.integer(), { maxLength: 40 }), fc.nat(10)], { seed: 2003 })(
  'copyBytes copies any bits, also onto a place that overlaps',
  (list, shift) => {
    const words = Uint32Array.from(list);
    const n = words.length;
    arena.reset();
    const [from, out, both] = [arena.put(words), arena.room(n), arena.room(n + shift)];
    arena.kernels.copyBytes(from, out, 4 * n);
    arena.kernels.copyBytes(from, both, 4 * n);
    arena.kernels.copyBytes(both, both + 4 * shift, 4 * n);
    expect(arena.words(out, n)).toEqual(words);
    expect(arena.words(both + 4 * shift, n)).toEqual(words);
    expect(arena.damage()).toEqual([]);
  },
);
