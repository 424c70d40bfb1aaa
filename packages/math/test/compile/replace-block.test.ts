import { BINARY_CODES } from '@saccade/kernels';
import { expect, test } from 'vitest';
import { mayReplace, replaceBlock } from '../../src/compile/replace-block.ts';
import { at, block, host, kernel, repeat } from './by-hand.ts';

const [given, other, made] = [block(64), block(64), block(64)];
const { add } = BINARY_CODES;
const reads = kernel('unary', 1, given, other, 16);
const writes = kernel('unary', 1, other, made, 16);

test('a result may lie where something lies that is read only before', () => {
  expect(mayReplace([reads, writes], given, made)).toBe(true);
  expect(mayReplace([writes], given, made)).toBe(true);
  expect(mayReplace([writes, reads], given, made)).toBe(false);
  expect(mayReplace([reads, repeat({ count: 2 }, writes, reads)], given, made)).toBe(false);
});

test.each([
  ['element by element, first operand', kernel('binary', add, given, other, made, 16), true],
  ['element by element, second operand', kernel('binary', add, other, given, made, 16), true],
  ['element by element, both operands', kernel('binary', add, given, given, made, 16), true],
  ['a product, as a factor', product(given, 0), false],
  ['a product, as what it is added to', product(other, given), true],
  ['a product, as both', product(given, given), false],
  ['sums of rows', kernel('reduceRows', 0, given, made, 4, 4), false],
  ['a part of it', kernel('unary', 1, at(given, 4), made, 15), false],
  ['to a part of the result', kernel('unary', 1, given, at(made, 4), 15), false],
  ['the host', host([given], [made]), false],
  ['a loop', repeat({ count: 1 }, kernel('unary', 1, given, made, 16)), false],
  ['broadcast, as large as the result', broadcast(given, other, [4, 1, 0, 1]), true],
  ['broadcast, a row for all', broadcast(other, given, [4, 1, 0, 1]), false],
  ['broadcast, a column for all', broadcast(other, given, [4, 1, 1, 0]), false],
  ['broadcast, transposed', broadcast(other, given, [4, 1, 1, 4]), false],
])('written by what reads it last: %s: %3$s', (_, step, expected) => {
  expect(mayReplace([step], given, made)).toBe(expected);
});

function product(a: typeof given, addend: typeof given | 0) {
  return kernel('matmul', a, other, addend, made, block(0), 1, 4, 4, 4, 0, 0, 0, 0, 1, 0, 0);
}

function broadcast(a: typeof given, b: typeof given, steps: readonly number[]) {
  return kernel('binaryBroadcast', add, a, b, made, 4, 4, ...steps);
}

test('a place takes the other’s offset and strides to its own', () => {
  const [inner, outer] = [{ count: 2 }, { count: 3 }];
  const [own, far] = [
    { loop: inner, bytes: 4 },
    { loop: outer, bytes: 16 },
  ];
  const steps = [repeat(inner, kernel('unary', 1, at(made, 8, [own]), other, 1)), host([made], [given])];
  const [loop, call] = replaceBlock(steps, made, at(given, 16, [far]));
  expect(loop).toEqual(repeat(inner, kernel('unary', 1, at(given, 24, [own, far]), other, 1)));
  expect(call).toMatchObject({ inputs: [at(given, 16, [far])], outputs: [at(given)] });
});
