import { beforeAll, expect, test } from 'vitest';
import {
  add,
  compile,
  concat,
  exp,
  key,
  matMul,
  mul,
  neg,
  normal,
  scan,
  sigmoid,
  slice,
  split,
  start,
  sub,
  sum,
  tanh,
  zeros,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { compare } from './compare.ts';

beforeAll(async () => {
  await start();
});

const random = (call: number, ...shape: number[]): Tensor => normal(key(100 * call + shape.length), shape);

/** What fused loops do, and the names of all other instructions. */
function contents(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => /fused .*$/.exec(line)?.[0] ?? (line.trim().split(' ')[0] as string));
}

test('what follows on the same elements is one loop, which stores what is asked for alone', () => {
  const f = (x: Tensor, y: Tensor): Tensor[] => {
    const product = mul(x, y);
    return [product, neg(sub(sigmoid(product), x))];
  };
  const text = compare(f, (call) => [random(call, 3, 7), random(call + 9, 3, 7)]);
  expect(contents(text)).toEqual([
    'fused 1×21 { v0 = mul(in0, in1); v1 = sigmoid(v0); v2 = sub(v1, in0); v3 = neg(v2); v0, v3 }',
  ]);
});

test('rows, columns and single numbers are spread in the loop', () => {
  const f = (x: Tensor, row: Tensor, column: Tensor, one: Tensor): Tensor[] => [
    mul(add(mul(x, row), column), one),
  ];
  const text = compare(f, (call) => [
    random(call, 3, 7),
    random(call, 7),
    random(call + 1, 3, 1),
    random(call),
  ]);
  expect(contents(text)).toEqual([
    'fused 3×7 { v0 = mul(in0, in1); v1 = add(v0, in2); v2 = mul(v1, in3); v2 }',
  ]);
});

test('parts of columns are read and written in their places', () => {
  const f = (x: Tensor): Tensor[] => {
    const [left, right] = split(x, 2, 1) as [Tensor, Tensor];
    return [concat([mul(left, right), sub(left, right)], 1)];
  };
  const text = compare(f, (call) => [random(call, 5, 6)]);
  expect(contents(text)).toEqual(['fused 5×3 { v0 = mul(in0, in0+12); v1 = sub(in0, in0+12); v0, v1 }']);
});

test('of a sum that is split into columns, each part is made where it is needed', () => {
  const f = (x: Tensor, bias: Tensor): Tensor[] => {
    const [left, right] = split(add(x, bias), [2, 5], 1) as [Tensor, Tensor];
    return [neg(left), sub(right, 1)];
  };
  const text = compare(f, (call) => [random(call, 3, 7), random(call, 7)]);
  expect(contents(text)).toEqual([
    'fused 3×2 { v0 = add(in0, in1); v1 = neg(v0); v1 }',
    'fused 3×5 { v0 = add(in0+8, in1+8); v1 = sub(v0, c0); v1 }',
  ]);
});

test('parts of parts are made from what the first was made from', () => {
  const f = (x: Tensor): Tensor[] => {
    const [left, right] = split(mul(x, x), [4, 2], 1) as [Tensor, Tensor];
    return [neg(right), ...split(left, 2, 1)];
  };
  compare(f, (call) => [random(call, 3, 6)]);
});

test('a sum of which more is copied than it has elements is made once', () => {
  const f = (x: Tensor, bias: Tensor): Tensor[] => {
    const whole = add(x, bias);
    return [0, 1, 2].map((from) => neg(slice(whole, [0, from], [3, 4])));
  };
  const text = compare(f, (call) => [random(call, 3, 7), random(call, 7)]);
  expect(contents(text)[0]).toMatch(/^binaryBroadcast/);
});

test('a long operation on the result of another begins a new loop', () => {
  const f = (x: Tensor): Tensor[] => [tanh(mul(exp(x), sigmoid(neg(x))))];
  const text = compare(f, (call) => [random(call, 33)]);
  expect(contents(text)).toHaveLength(2);
});

test('a step joins those before it only if it needs nothing in between', () => {
  const f = (x: Tensor, w: Tensor): Tensor[] => {
    const first = neg(x);
    const product = matMul(x, w);
    return [mul(first, x), add(first, product)];
  };
  const text = compare(f, (call) => [random(call, 4, 4), random(call + 1, 4, 4)]);
  expect(contents(text)).toEqual(['fused 1×16 { v0 = neg(in0); v1 = mul(v0, in0); v0, v1 }', 'matmul']);
});

test('what is read otherwise than element by element is complete before', () => {
  const f = (x: Tensor): Tensor[] => {
    const first = tanh(x);
    return [mul(first, sum(first)), mul(first, matMul(first, first, { transposeA: true }))];
  };
  compare(f, (call) => [random(call, 5, 5)]);
});

test('a given argument that takes over is read before it is written', () => {
  const step = compile((x: Tensor, y: Tensor) => [add(mul(x, y), x), mul(x, 3)] as const, { donate: [0] });
  for (let call = 0; call < 3; call++) {
    const [x, y] = [random(call, 9), random(call + 5, 9)];
    const expected = [add(mul(x, y), x), mul(x, 3)].map((tensor) => tensor.dataSync());
    expect(step(x, y).map((tensor) => tensor.dataSync())).toEqual(expected);
  }
});

test('what a loop carries is read as the round before left it', () => {
  const f = (xs: Tensor): Tensor[] => {
    const [carry, ys] = scan(
      ({ a, b }: { a: Tensor; b: Tensor }, x: Tensor) => [{ a: add(b, x), b: mul(a, x) }, sub(a, b)] as const,
      { a: zeros([2, 3]), b: zeros([2, 3]) },
      xs,
    );
    return [carry.a, carry.b, ys];
  };
  compare(f, (call) => [random(call, 6, 2, 3)]);
});

test('more steps than one loop may have are several loops', () => {
  const f = (x: Tensor): Tensor[] => {
    let y = x;
    for (let i = 0; i < 100; i++) y = sub(mul(y, 0.5), x);
    return [y];
  };
  const text = compare(f, (call) => [random(call, 10)]);
  expect(contents(text)).toHaveLength(5);
});
