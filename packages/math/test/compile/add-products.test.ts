import { BINARY_CODES } from '@saccade/kernels';
import { expect, test } from 'vitest';
import { addProducts } from '../../src/compile/passes/add-products.ts';
import { inEachScope } from '../../src/compile/passes/uses.ts';
import type { Block } from '../../src/compile/places.ts';
import type { Instruction, Step } from '../../src/compile/steps.ts';
import { block, host, kernel, repeat } from './by-hand.ts';

const { add, sub } = BINARY_CODES;
const scratch = block(64);

/** `out = addend + a·b`, `[4, k]` by `[k, 4]`, or with fewer rows. */
const multiply = (
  a: Block,
  b: Block,
  out: Block,
  { m = 4, n = 4, k = 4, addend = 0 as Block | 0, segments = 1 } = {},
): Instruction => kernel('matmul', a, b, addend, out, scratch, 1, m, n, k, 0, 0, 0, 0, segments, 0, 0);

const sum = (a: Block, b: Block, out: Block, operation: number = add): Instruction =>
  kernel('binary', operation, a, b, out, 16);

const fill = (out: Block): Instruction => kernel('fill', out, 16, 0);

/** Factors, a product of them, a sum so far and the next one. */
function blocks() {
  const [a, b, product, before, after] = Array.from({ length: 5 }, () => block(64));
  return { a, b, product, before, after, read: host([after], []) };
}

const passed = (steps: readonly Step[], kept: readonly Block[] = []): Step[] =>
  inEachScope({ steps, kept: new Set(kept) }, addProducts);

test.each([false, true])('a product that is only added is added by itself, second operand %s', (isSecond) => {
  const { a, b, product, before, after, read } = blocks();
  const added = isSecond ? sum(before, product, after) : sum(product, before, after);
  const steps = passed([fill(before), multiply(a, b, product), added, read]);
  expect(steps).toEqual([fill(before), multiply(a, b, after, { addend: before }), read]);
});

test('it is made where the sum was: after what makes the rest of the sum', () => {
  const { a, b, product, before, after, read } = blocks();
  const steps = passed([multiply(a, b, product), fill(before), sum(before, product, after), read]);
  expect(steps).toEqual([fill(before), multiply(a, b, after, { addend: before }), read]);
});

test('in a loop too, where it is added to the carry', () => {
  const { a, b, product, before } = blocks();
  const rounds = { count: 3 };
  expect(passed([repeat(rounds, multiply(a, b, product), sum(before, product, before))])).toEqual([
    repeat(rounds, multiply(a, b, before, { addend: before })),
  ]);
});

test('of two products that are added to each other, one is added to the other', () => {
  const { a, b, product, before, after, read } = blocks();
  const steps = passed([multiply(a, b, before), multiply(b, a, product), sum(before, product, after), read]);
  expect(steps).toEqual([multiply(a, b, before), multiply(b, a, after, { addend: before }), read]);
});

test.each(['is read later', 'is an output'])('a product that %s stays', (which) => {
  const { a, b, product, before, after, read } = blocks();
  const more = which === 'is read later' ? [host([product], [])] : [];
  const steps = [fill(before), multiply(a, b, product), sum(before, product, after), read, ...more];
  expect(passed(steps, which === 'is an output' ? [product] : [])).toEqual(steps);
});

test('a product that is made in each round and read after the loop stays', () => {
  const { a, b, product, before, after, read } = blocks();
  const loop = repeat({ count: 3 }, fill(before), multiply(a, b, product), sum(before, product, after), read);
  const steps = [loop, host([product], [])];
  expect(passed(steps)).toEqual(steps);
});

test.each([
  ['few rows', { m: 3 }],
  ['one column', { n: 1 }],
  ['long sums', { k: 257 }],
  ['an addend of their own', { addend: block(64) }],
  ['several segments', { segments: 2 }],
])('products with %s are not added by themselves', (_, options) => {
  const { a, b, product, before, after, read } = blocks();
  const steps = [fill(before), multiply(a, b, product, options), sum(before, product, after), read];
  expect(passed(steps)).toEqual(steps);
});

test('a product that is subtracted, or added to itself, stays', () => {
  const { a, b, product, before, after, read } = blocks();
  for (const last of [sum(before, product, after, sub), sum(product, product, after)]) {
    const steps = [fill(before), multiply(a, b, product), last, read];
    expect(passed(steps)).toEqual(steps);
  }
});

test.each(['a', 'b'] as const)(
  'a factor %s that changes before the addition keeps the product where it is',
  (name) => {
    const given = blocks();
    const { a, b, product, before, after, read } = given;
    const changes = [fill(given[name]), host([], [given[name]]), repeat({ count: 1 }, fill(given[name]))];
    for (const change of changes) {
      const steps = [fill(before), multiply(a, b, product), change, sum(before, product, after), read];
      expect(passed(steps)).toEqual(steps);
    }
  },
);

test('parts of a product are not added', () => {
  const { a, b, before, after, read } = blocks();
  const large = block(128);
  const added = kernel('binary', add, before, { block: large, offset: 64 }, after, 16);
  const steps = [fill(before), multiply(a, b, large, { m: 8 }), added, read];
  expect(passed(steps)).toEqual(steps);
});
