// Identities and messages of the operations that cut, join and repeat. Values: array-ops-reference.test.ts.
import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import { full, tidy } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, eachBackend } from '../src/testing/index.ts';
import { example, flags, integers } from './examples.ts';

eachBackend(['cpu', 'wasm'], () => {
  describe('pieces', () => {
    const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    const lengths = fc.array(fc.nat(5), { minLength: 1, maxLength: 5 });
    test('A6 concat undoes split, on any axis', () =>
      fc.assert(
        fc.property(shape, lengths, fc.nat(), (dims, parts, which) =>
          tidy(() => {
            const axis = which % dims.length;
            const total = parts.reduce((a, b) => a + b, 0);
            const x = example(dims.with(axis, total));
            const pieces = math.split(x, parts, axis);
            expect(pieces.map((piece) => piece.shape[axis])).toEqual(parts);
            expect(math.concat(pieces, axis)).toEqualTensor(x);
          }),
        ),
        { seed: 1, numRuns: 100 },
      ));
    test('A6 stack undoes unstack, on any axis', () =>
      fc.assert(
        fc.property(shape, fc.nat(), (dims, which) =>
          tidy(() => {
            const [x, axis] = [example(dims), which % dims.length];
            expect(math.stack(math.unstack(x, axis), axis)).toEqualTensor(x);
          }),
        ),
        { seed: 2, numRuns: 100 },
      ));
    test('A6 slice undoes pad', () =>
      fc.assert(
        fc.property(shape, fc.array(fc.nat(3), { minLength: 8, maxLength: 8 }), (dims, margins) =>
          tidy(() => {
            const x = example(dims);
            const paddings = dims.map((_, i): [number, number] => [
              margins[2 * i] as number,
              margins[2 * i + 1] as number,
            ]);
            const begin = paddings.map(([before]) => before);
            expect(math.slice(math.pad(x, paddings, 5), begin, dims)).toEqualTensor(x);
          }),
        ),
        { seed: 3, numRuns: 100 },
      ));
    test('A6 tile is concat of copies, and reverse twice is nothing, on long and short rows', () =>
      fc.assert(
        fc.property(
          fc.constantFrom([3], [2, 3], [1, 130], [130, 1], [2, 2, 97], [1, 1, 1]),
          fc.nat(),
          fc.nat(6),
          (dims, which, times) =>
            tidy(() => {
              const [x, axis] = [example(dims), which % dims.length];
              const reps = dims.map((_, i) => (i === axis ? times + 1 : 1));
              const copies = new Array<Tensor>(times + 1).fill(x);
              expect(math.tile(x, reps)).toEqualTensor(math.concat(copies, axis));
              expect(math.reverse(math.reverse(x, axis), axis)).toEqualTensor(x);
            }),
        ),
        { seed: 4, numRuns: 60 },
      ));
    test('keep integers and booleans', () =>
      tidy(() => {
        const bits = flags([true, false, true, true, false, false], [2, 3]);
        expect(math.concat(math.split(bits, 3, 1), 1)).toEqualTensor(bits);
        expect(math.stack(math.unstack(bits, 1), 1)).toEqualTensor(bits);
        expect(math.slice(bits, [1, 0], [1, 2])).toEqualTensor(flags([true, false], [1, 2]));
        expect(math.tile(flags([true, false], [2]), [2])).toEqualTensor(
          flags([true, false, true, false], [4]),
        );
        const numbers = integers([1, -2, 2147483647]);
        expect(math.reverse(math.reverse(numbers))).toEqualTensor(numbers);
        expect(math.pad(numbers, [[1, 0]], -7)).toEqualTensor(integers([-7, 1, -2, 2147483647]));
      }));
    test('of one part or tensor are copies that live on alone', () => {
      const x = example([2, 2]);
      const all = [
        math.concat([x]),
        ...math.split(x, 1),
        math.slice(x, []),
        math.tile(x, [1, 1]),
        math.reverse(x, []),
      ];
      const expected = x.dataSync();
      x.dispose();
      for (const copy of all)
        expect(copy).toBeClose(
          [
            [expected[0], expected[1]],
            [expected[2], expected[3]],
          ],
          TOLERANCE.exact,
        );
      math.dispose(all);
    });
    test('split by a key gives keys, by a tensor tensors', () =>
      tidy(() => {
        expect(math.split(math.key(1), 2).map(({ words }) => words.length)).toEqual([2, 2]);
        expect(math.split(example([4, 2]), 2).map(({ shape: dims }) => dims)).toEqual([
          [2, 2],
          [2, 2],
        ]);
      }));
  });

  describe('refusals name the argument and what is wrong', () => {
    const of = (...shape: number[]): Tensor => full(shape, 1);
    test.each<[string, () => unknown]>([
      ['concat: tensors must be a list of at least one tensor, got an array of 0', () => math.concat([])],
      ['concat: tensors[1] must be [*, 3], got [2, 4]', () => math.concat([of(2, 3), of(2, 4)])],
      ['concat: tensors[1] must be [2, *], got [3, 3]', () => math.concat([of(2, 3), of(3, 3)], 1)],
      [
        'concat: tensors[1] must be float32, as the first is, got [1] int32',
        () => math.concat([of(1), integers([1])]),
      ],
      ['concat: axis must be an integer with -1 ≤ axis < 1, got 1', () => math.concat([of(1)], 1)],
      ['stack: tensors[1] must be [2], got [3]', () => math.stack([of(2), of(3)])],
      ['split: x must be of a length divisible by 2 along axis 0, got [3]', () => math.split(of(3), 2)],
      ['split: parts must be lengths that add up to 3, got [1, 1]', () => math.split(of(3), [1, 1])],
      ['split: parts must be lengths that add up to 3, got [4, -1]', () => math.split(of(3), [4, -1])],
      ['split: parts must be an integer ≥ 1 or a list of lengths, got 0', () => math.split(of(3), 0)],
      ['unstack: x must be of length at least 1 along axis 0, got [0, 2]', () => math.unstack(of(0, 2))],
      [
        'slice: x must be of a shape that holds the box begin [1, 1], size [1, 3], got [2, 3]',
        () => math.slice(of(2, 3), [1, 1], [1, 3]),
      ],
      [
        'slice: x must be of a shape that holds the box begin [-1], size [], got [3]',
        () => math.slice(of(3), [-1]),
      ],
      [
        'slice: x must be of a shape that holds the box begin [0, 0], size [], got [3]',
        () => math.slice(of(3), [0, 0]),
      ],
      ['pad: paddings must be pairs of integers ≥ 0, got [-1, 0]', () => math.pad(of(2), [[-1, 0]])],
      ['pad: x must be of as many axes as paddings has, 1, got [2, 2]', () => math.pad(of(2, 2), [[1, 0]])],
      [
        'tile: reps must be 1 integers ≥ 0, one for each axis of x, got [1, 2]',
        () => math.tile(of(2), [1, 2]),
      ],
      ['reverse: axis must be an integer with -1 ≤ axis < 1, got 3', () => math.reverse(of(2), 3)],
      ['gather: indices must be int32, got [1]', () => math.gather(of(2), of(1))],
      ['oneHot: depth must be an integer ≥ 1, got 0', () => math.oneHot(integers([0]), 0)],
      ['oneHot: indices must be int32, got [1]', () => math.oneHot(of(1), 2)],
      ['cumprod: x must be float32, got [1] int32', () => math.cumprod(integers([1]))],
      ['softmax: axis must be an integer with 0 ≤ axis < 0, got -1', () => math.softmax(of())],
      ['logSumExp: axis must be an integer with -2 ≤ axis < 2, got 2', () => math.logSumExp(of(2, 2), 2)],
      ['layerNorm: x must be […, N ≥ 1], got []', () => math.layerNorm(of())],
      ['layerNorm: gain must be [N=2], got [3]', () => math.layerNorm(of(1, 2), { gain: of(3) })],
      ['layerNorm: bias must be [N=2], got [1, 2]', () => math.layerNorm(of(1, 2), { bias: of(1, 2) })],
      ['layerNorm: eps must be a finite number > 0, got 0', () => math.layerNorm(of(2), { eps: 0 })],
      ['slice: x must be a tensor, got 5', () => math.slice(5 as unknown as Tensor, [0])],
    ])('%s', (message, fn) => tidy(() => expect(fn).toThrow(message)));
  });
});
