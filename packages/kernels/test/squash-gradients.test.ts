import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import { everyExponent } from './ulps.ts';

const arena = await makeArena();
const GRADIENTS = {
  tanhGrad: (dy: number, y: number) => dy * (1 - y * y),
  sigmoidGrad: (dy: number, y: number) => dy * (y * (1 - y)),
};
const names = Object.keys(GRADIENTS) as (keyof typeof GRADIENTS)[];

function check(name: (typeof names)[number], dy: Float32Array, y: Float32Array): void {
  const exact = dy.map((slope, i) => GRADIENTS[name](slope, y[i] as number));
  const n = dy.length;
  arena.reset();
  const [from, values, out] = [arena.put(dy), arena.put(y), arena.room(n)];
  const [ownDy, ownY] = [arena.draft(dy), arena.draft(y)];
  arena.kernels[name](from, values, out, n);
  arena.kernels[name](ownDy, values, ownDy, n);
  arena.kernels[name](from, ownY, ownY, n);
  for (const pointer of [out, ownDy, ownY]) expect(arena.floats(pointer, n)).toEqual(exact);
  expect(arena.damage()).toEqual([]);
}

test.each(names)(
  '%s is the float64 expression rounded once, at every size, and in place of either',
  (name) => {
    for (const n of [0, 1, 2, 3, 4, 5, 8, 9, 33, 1000]) check(name, fractions(n, n), fractions(n, n + 1));
  },
);

test.each(names)('%s is the same for values of every size, ±∞ and NaN', (name) => {
  const values = everyExponent(8, 5);
  check(name, values, fractions(values.length, 6));
  check(name, fractions(values.length, 6), values);
  check(name, values, values);
});
