import { INSTRUCTIONS } from '@saccade/kernels';
import { expect, test } from 'vitest';
import { assemble } from '../../src/compile/assemble.ts';
import type { Part } from '../../src/compile/assemble.ts';
import { at, block, host, kernel, repeat } from './by-hand.ts';

const [x, y] = [block(64), block(64)];
const UNARY = INSTRUCTIONS.unary.code;

test('an instruction is its code and its arguments, with room for addresses', () => {
  const { words, relocations, parts } = assemble([kernel('unary', 7, x, at(y, 8), 3)]);
  expect([...words]).toEqual([UNARY, 7, 0, 0, 3]);
  expect(relocations).toEqual([
    { word: 2, place: at(x) },
    { word: 3, place: at(y, 8) },
  ]);
  expect(parts).toEqual([{ kind: 'kernels', start: 0, end: 5 }]);
});

test('floats are written as their bits', () => {
  const { words } = assemble([kernel('clip', x, y, 3, -0.5, Infinity)]);
  expect([...words]).toEqual([INSTRUCTIONS.clip.code, 0, 0, 3, -1090519040, 0x7f800000]);
});

test('a loop is 0, its rounds, the bytes of its body, and the bytes by which words of it move', () => {
  const rounds = { count: 4 };
  const moving = at(x, 0, [{ loop: rounds, bytes: 12 }]);
  const back = at(y, 36, [{ loop: rounds, bytes: -12 }]);
  const { words, relocations } = assemble([
    kernel('unary', 1, x, y, 1),
    repeat(rounds, kernel('unary', 7, moving, back, 3), kernel('unary', 8, y, moving, 3)),
  ]);
  expect([...words.slice(5)]).toEqual([
    ...[0, 4, 40, 3, 8, 12, 12, -12, 32, 12],
    ...[UNARY, 7, 0, 0, 3, UNARY, 8, 0, 0, 3],
  ]);
  expect(relocations.map(({ word }) => word)).toEqual([2, 3, 17, 18, 22, 23]);
});

test('each loop moves its own words, those of loops within it too', () => {
  const [outer, inner] = [{ count: 2 }, { count: 3 }];
  const both = at(x, 0, [
    { loop: inner, bytes: 4 },
    { loop: outer, bytes: 16 },
  ]);
  const { words } = assemble([repeat(outer, repeat(inner, kernel('unary', 7, both, y, 1)))]);
  expect([...words]).toEqual([0, 2, 44, 1, 32, 16, ...[0, 3, 20, 1, 8, 4], ...[UNARY, 7, 0, 0, 1]]);
});

test('strides of one loop on one place add up', () => {
  const rounds = { count: 2 };
  const twice = at(x, 0, [
    { loop: rounds, bytes: 4 },
    { loop: rounds, bytes: 8 },
  ]);
  expect([...assemble([repeat(rounds, kernel('fill', twice, 1, 0))]).words.slice(0, 6)]).toEqual([
    0, 2, 16, 1, 4, 12,
  ]);
});

const kinds = (parts: readonly Part[]): unknown[] =>
  parts.map((part) => {
    if (part.kind === 'kernels') return [part.start, part.end];
    return part.kind === 'loop' ? kinds(part.parts) : part.node.kernel;
  });

test('calls of the host part the words', () => {
  const call = host([x], [y], 'Softmax');
  const one = kernel('unary', 1, x, y, 1);
  expect(kinds(assemble([call, one, one, call, call, one]).parts)).toEqual([
    ...['Softmax', [0, 10], 'Softmax', 'Softmax', [10, 15]],
  ]);
});

test('a loop with a call of the host is the host’s, with the words that it moves', () => {
  const [rounds, inner] = [{ count: 3 }, { count: 2 }];
  const moving = at(x, 0, [{ loop: rounds, bytes: 4 }]);
  const plain = repeat(inner, kernel('unary', 2, moving, y, 1));
  const { words, parts } = assemble([
    kernel('unary', 1, x, y, 1),
    repeat(rounds, kernel('unary', 7, moving, y, 1), host([x], [y], 'Softmax'), plain),
  ]);
  expect(kinds(parts)).toEqual([
    [0, 5],
    [[5, 10], 'Softmax', [10, 19]],
  ]);
  expect(parts[1]).toMatchObject({
    rounds,
    strides: [
      { word: 7, bytes: 4 },
      { word: 16, bytes: 4 },
    ],
  });
  expect([...words.slice(10, 14)]).toEqual([0, 2, 20, 0]);
});

test('an instruction out of bounds is refused, in a loop and behind the host too', () => {
  const rounds = { count: 5 };
  const fill = (bytes: number) => kernel('fill', at(x, 0, [{ loop: rounds, bytes }]), 4, 0);
  expect(() => assemble([repeat(rounds, fill(12))])).not.toThrow();
  const message = 'compile: fill: out must stay within 64 bytes';
  expect(() => assemble([repeat(rounds, fill(13))])).toThrow(`${message}, got 0..68`);
  expect(() => assemble([repeat(rounds, host([], []), fill(13))])).toThrow(message);
  expect(() => assemble([kernel('fill', at(x, 52), 4, 0)])).toThrow(message);
});
