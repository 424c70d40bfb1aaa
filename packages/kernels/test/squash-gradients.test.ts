import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import { everyExponent, ulps } from './ulps.ts';

const arena = await makeArena();
const { fround } = Math;
/** The expressions with every step rounded, and in float64. */
const GRADIENTS = {
  tanhGrad: {
    rounded: (dy: number, y: number) => fround(dy * fround(fround(1 - y) * fround(1 + y))),
    exact: (dy: number, y: number) => dy * ((1 - y) * (1 + y)),
  },
  sigmoidGrad: {
    rounded: (dy: number, y: number) => fround(dy * fround(y * fround(1 - y))),
    exact: (dy: number, y: number) => dy * (y * (1 - y)),
  },
};
const names = Object.keys(GRADIENTS) as (keyof typeof GRADIENTS)[];

function check(name: (typeof names)[number], dy: Float32Array, y: Float32Array): void {
  const expected = dy.map((slope, i) => GRADIENTS[name].rounded(slope, y[i] as number));
  const n = dy.length;
  arena.reset();
  const [from, values, out] = [arena.put(dy), arena.put(y), arena.room(n)];
  const [ownDy, ownY] = [arena.draft(dy), arena.draft(y)];
  arena.kernels[name](from, values, out, n);
  arena.kernels[name](ownDy, values, ownDy, n);
  arena.kernels[name](from, ownY, ownY, n);
  for (const pointer of [out, ownDy, ownY]) expect(arena.floats(pointer, n)).toEqual(expected);
  expect(arena.damage()).toEqual([]);
}

test.each(names)('%s rounds every step, at every size, and in place of either', (name) => {
  for (const n of [0, 1, 2, 3, 4, 5, 8, 9, 33, 1000]) check(name, fractions(n, n), fractions(n, n + 1));
});

test.each(names)('%s is the same for values of every size, ±∞ and NaN', (name) => {
  const values = everyExponent(8, 5);
  check(name, values, fractions(values.length, 6));
  check(name, fractions(values.length, 6), values);
  check(name, values, values);
});

test.each(names)('%s is within 2 ulp for values near 0 and near saturation', (name) => {
  const small = everyExponent(64, 7).filter((y) => Math.abs(y) <= 1 && Math.abs(y) > 1e-30);
  const values = Float32Array.from([...small, ...small.map((y) => 1 - Math.abs(y))]);
  const dy = fractions(values.length, 8);
  arena.reset();
  const out = arena.room(values.length);
  arena.kernels[name](arena.put(dy), arena.put(values), out, values.length);
  arena.floats(out, values.length).forEach((slope, i) => {
    const exact = GRADIENTS[name].exact(dy[i] as number, values[i] as number);
    expect(ulps(slope, exact), `${dy[i]}, ${values[i]}`).toBeLessThan(2);
  });
});
