import { beforeAll, expect, test } from 'vitest';
import { add, compile, matMul, mul, ones, scan, start, tensorCount, values } from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

/** A clock that goes on by one at every look. */
function ticking(): () => number {
  let time = 0;
  return () => time++;
}

test('profile lists what steps are run and how often, in loops too, on copies of its arguments', () => {
  const halve = (h: Tensor, x: Tensor): [Tensor, Tensor] => [add(mul(h, 0.5), matMul(h, x)), x];
  const f = compile((h: Tensor, xs: Tensor) => scan(halve, h, xs)[0], { donate: [0] });
  const x = ones([4, 4]);
  const xs = ones([7, 4, 4]);
  const before = tensorCount();
  const text = f.profile({ now: ticking(), rounds: 3 }, x, xs);
  expect(text).toMatch(/7 × .* matmul .*m=4 n=4 k=4/);
  expect(text).toMatch(/7 × .* binaryBroadcast/);
  expect([tensorCount() - before, [...values(x)]]).toEqual([0, new Array<number>(16).fill(1)]);
  f.dispose();
});

test('profile refuses rounds that are none', () => {
  const f = compile((x: Tensor) => mul(x, 2));
  expect(() => f.profile({ now: ticking(), rounds: 0 }, ones([2]))).toThrow(
    'profile: rounds must be an integer ≥ 1, got 0',
  );
});
