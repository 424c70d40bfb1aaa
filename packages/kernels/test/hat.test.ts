import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';

const arena = await makeArena(4);
const below = (x: number): number => x - 2 ** -20;
const POINTS = [
  0,
  -0,
  0.25,
  2.75,
  3,
  -1,
  -0.5,
  7.5,
  32,
  32.5,
  33,
  1e9,
  -1e9,
  Infinity,
  -Infinity,
  NaN,
  below(1),
];
const SIZES = [1, 3, 4, 5, 8, 9, 33];

const hat = (p: number, k: number): number => Math.max(0, 1 - Math.abs(p - k));

/** The slope of the hat over k, on the left and on the right of p. */
function slope(p: number, k: number): number {
  const [left, right] = [p > k - 1 && p <= k + 1, p >= k - 1 && p < k + 1];
  return ((left ? (p <= k ? 1 : -1) : 0) + (right ? (p < k ? 1 : -1) : 0)) / 2;
}

test.each([
  ['hatWeights', hat],
  ['hatSlopes', (p: number, k: number) => (Number.isNaN(p) ? NaN : slope(p, k))],
] as const)('%s has the elements of its definition', (name, element) => {
  for (const length of SIZES)
    for (const count of [0, 1, POINTS.length]) {
      arena.reset();
      const points = Float32Array.from(POINTS.slice(0, count));
      const [from, out] = [arena.put(points), arena.room(count * length)];
      arena.kernels[name](from, out, count, length);
      const expected = [...points].flatMap((p) =>
        Array.from({ length }, (_, k) => Math.fround(element(p, k))),
      );
      // −0 and 0 are the same here.
      expect([...arena.floats(out, count * length)].map((x) => x + 0)).toEqual(expected.map((x) => x + 0));
      expect(arena.damage()).toEqual([]);
    }
});
