import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { COMPARE_CODES, LOGICAL_CODES } from '../src/index.ts';
import type { CompareOperation, LogicalOperation } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { arbitraryAxes, arbitraryLengths, placesOf, sizeOf, stepsOf } from './boxes.ts';
import { bools, guarded, putBytes } from './bytes.ts';

const arena = await makeArena();
const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33];
const HOLDS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  and: (a, b) => a === 1 && b === 1,
  or: (a, b) => a === 1 || b === 1,
};
const holds = (name: string): ((a: number, b: number) => boolean) =>
  HOLDS[name.replace('Int', '')] as (a: number, b: number) => boolean;
const comparisons = Object.keys(COMPARE_CODES) as CompareOperation[];
const logic = Object.keys(LOGICAL_CODES) as LogicalOperation[];

const FLOATS = [NaN, -Infinity, -3, -0, 0, 2 ** -149, 1, 1.0000001, Infinity];
// As floats, the first is a NaN, and the second is smaller than the third.
const INTS = [-1, -2147483647, -2147483648, 0, 1, 2, 2147483647];

/** Numbers in an order in which, among enough of them, each meets each. */
function numbers(name: string, count: number, step: number): Float32Array | Int32Array {
  const list = name.endsWith('Int') ? INTS : FLOATS;
  const value = (i: number): number => list[(i * step + Math.floor(i / list.length)) % list.length] as number;
  const all = Array.from({ length: count }, (_, i) => value(i));
  return name.endsWith('Int') ? Int32Array.from(all) : Float32Array.from(all);
}

const asked = (name: string, a: ArrayLike<number>, b: ArrayLike<number>, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => Number(holds(name)(a[i] as number, b[i] as number)));

test.each(comparisons)('%s equals the comparison of numbers, and writes no byte beside its own', (name) => {
  for (const n of [...SIZES, 200])
    for (const offset of [1, 2, 3, 4]) {
      arena.reset();
      const [a, b] = [numbers(name, n, 1), numbers(name, n, 0)];
      const out = putBytes(arena.draft, arena, new Uint8Array(n).fill(7), offset);
      arena.kernels.compare(COMPARE_CODES[name], arena.put(a), arena.put(b), out.pointer, n);
      expect(out.read()).toEqual(guarded(asked(name, a, b, n), offset));
      expect(arena.damage()).toEqual([]);
    }
});

test.each(logic)('%s equals the logic of bools, at any byte, and in place', (name) => {
  for (const n of SIZES)
    for (const offset of [1, 2, 3, 4]) {
      arena.reset();
      const [a, b] = [bools(n, 1), bools(n, 2)];
      const [left, right] = [
        putBytes(arena.put, arena, a, offset),
        putBytes(arena.put, arena, b, 5 - offset),
      ];
      const own = putBytes(arena.draft, arena, b, offset);
      const out = putBytes(arena.draft, arena, new Uint8Array(n).fill(7), 2);
      arena.kernels.logical(LOGICAL_CODES[name], left.pointer, right.pointer, out.pointer, n);
      arena.kernels.logical(LOGICAL_CODES[name], left.pointer, own.pointer, own.pointer, n);
      expect(out.read()).toEqual(guarded(asked(name, a, b, n), 2));
      expect(own.read()).toEqual(guarded(asked(name, a, b, n), offset));
      expect(arena.damage()).toEqual([]);
    }
});

property.prop([fc.constantFrom(...comparisons), arbitraryLengths, arbitraryAxes, arbitraryAxes], {
  seed: 1990,
})('compareStrided repeats operands along the axes that they do not have', (name, lengths, aAxes, bAxes) => {
  arena.reset();
  const [a, b] = [numbers(name, sizeOf(lengths, aAxes), 1), numbers(name, sizeOf(lengths, bAxes), 2)];
  const [aSteps, bSteps] = [stepsOf(lengths, aAxes), stepsOf(lengths, bAxes)];
  const size = sizeOf(lengths);
  const out = putBytes(arena.draft, arena, new Uint8Array(size), 3);
  const operands = [arena.put(a), arena.put(b), out.pointer] as const;
  arena.kernels.compareStrided(COMPARE_CODES[name], ...operands, ...lengths, ...aSteps, ...bSteps);
  const [left, right] = [placesOf(lengths, aSteps).map((i) => a[i] as number), placesOf(lengths, bSteps).map((i) => b[i] as number)]; // prettier-ignore
  expect(out.read()).toEqual(guarded(asked(name, left, right, size), 3));
  expect(arena.damage()).toEqual([]);
});

property.prop([fc.constantFrom(...logic), arbitraryLengths, arbitraryAxes, arbitraryAxes], { seed: 1991 })(
  'logicalStrided does, too',
  (name, lengths, aAxes, bAxes) => {
    arena.reset();
    const [a, b] = [bools(sizeOf(lengths, aAxes), 1), bools(sizeOf(lengths, bAxes), 2)];
    const [aSteps, bSteps] = [stepsOf(lengths, aAxes), stepsOf(lengths, bAxes)];
    const size = sizeOf(lengths);
    const [left, right] = [putBytes(arena.put, arena, a, 1), putBytes(arena.put, arena, b, 2)];
    const out = putBytes(arena.draft, arena, new Uint8Array(size), 3);
    const operands = [left.pointer, right.pointer, out.pointer] as const;
    arena.kernels.logicalStrided(LOGICAL_CODES[name], ...operands, ...lengths, ...aSteps, ...bSteps);
    const [x, y] = [placesOf(lengths, aSteps).map((i) => a[i] as number), placesOf(lengths, bSteps).map((i) => b[i] as number)]; // prettier-ignore
    expect(out.read()).toEqual(guarded(asked(name, x, y, size), 3));
    expect(arena.damage()).toEqual([]);
  },
);

test('rows may lie backwards or apart', () => {
  arena.reset();
  const [a, b] = [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(3, 9, 4, 9)];
  const [left, right, out] = [arena.put(a), arena.put(b), putBytes(arena.draft, arena, new Uint8Array(4), 1)];
  // Rows 2 and 0 of pairs, each against the first and third of b.
  arena.kernels.compareStrided(
    COMPARE_CODES.less,
    left + 16,
    right,
    out.pointer,
    1,
    1,
    2,
    2,
    0,
    0,
    -4,
    1,
    0,
    0,
    2,
    0,
  );
  expect(out.read()).toEqual(guarded(Uint8Array.of(0, 0, 1, 1), 1));
});

test('logicalNot turns every bool, at any byte, and in place', () => {
  for (const n of SIZES) {
    arena.reset();
    const x = bools(n, 3);
    const [from, own] = [putBytes(arena.put, arena, x, 3), putBytes(arena.draft, arena, x, 1)];
    const out = putBytes(arena.draft, arena, new Uint8Array(n), 2);
    arena.kernels.logicalNot(from.pointer, out.pointer, n);
    arena.kernels.logicalNot(own.pointer, own.pointer, n);
    const expected = x.map((value) => 1 - value);
    expect(out.read()).toEqual(guarded(expected, 2));
    expect(own.read()).toEqual(guarded(expected, 1));
    expect(arena.damage()).toEqual([]);
  }
});

test('select takes whole words of either side, also in place of one', () => {
  for (const n of SIZES)
    for (const offset of [1, 2, 3, 4]) {
      arena.reset();
      const chosen = bools(n, 4);
      const [a, b] = [3, 5].map((step) =>
        Uint32Array.from({ length: n }, (_, i) => Math.imul(i + 1, step * 0x9e3779b1)),
      );
      const condition = putBytes(arena.put, arena, chosen, offset).pointer;
      const [left, right, out] = [arena.put(a as Uint32Array), arena.put(b as Uint32Array), arena.room(n)];
      const [ownA, ownB] = [arena.draft(a as Uint32Array), arena.draft(b as Uint32Array)];
      arena.kernels.select(condition, left, right, out, n);
      arena.kernels.select(condition, ownA, right, ownA, n);
      arena.kernels.select(condition, left, ownB, ownB, n);
      const expected = Uint32Array.from(chosen, (bool, i) => (bool ? a : b)?.[i] as number);
      for (const pointer of [out, ownA, ownB]) expect(arena.words(pointer, n)).toEqual(expected);
      expect(arena.damage()).toEqual([]);
    }
});

test.each([
  [-1, 1],
  [0, 0.5],
  [-0.5, -0],
  [-Infinity, 3],
  [2, 2],
])('clip to %f … %f is min(max(x, lowest), highest)', (lowest, highest) => {
  for (const n of SIZES) {
    arena.reset();
    const x = numbers('float', n, 1) as Float32Array;
    const [from, own, out] = [arena.put(x), arena.draft(x), arena.room(n)];
    arena.kernels.clip(from, out, n, lowest, highest);
    arena.kernels.clip(own, own, n, lowest, highest);
    const expected = x.map((value) => Math.min(Math.max(value, lowest), highest));
    for (const pointer of [out, own]) expect(arena.floats(pointer, n)).toEqual(expected);
    expect(arena.damage()).toEqual([]);
  }
});
