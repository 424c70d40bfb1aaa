// Making, reading and reshaping tensors; argument errors; who owns what.
import { describe, expect, test } from 'vitest';
import * as math from '../src/index.ts';
import {
  add,
  argMax,
  argMin,
  broadcastTo,
  cast,
  clip,
  dot,
  expandDims,
  full,
  item,
  keep,
  logicalAnd,
  logicalNot,
  matMul,
  max,
  mean,
  ones,
  onesLike,
  outer,
  pow,
  range,
  reshape,
  scalar,
  squeeze,
  stopGradient,
  sum,
  tensor,
  tensorCount,
  tidy,
  transpose,
  values,
  where,
  zeros,
  zerosLike,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, eachBackend, tensorsLeft } from '../src/testing/index.ts';

eachBackend(['cpu', 'wasm'], () => {
  describe('making and reading', () => {
    test('dtypes follow the values unless given', () =>
      tidy(() => {
        const kinds: [Tensor, string, Float32Array | Int32Array | Uint8Array][] = [
          [tensor([1.5, 2]), 'float32', Float32Array.of(1.5, 2)],
          [tensor(Float64Array.of(0.1)), 'float32', Float32Array.of(0.1)],
          [tensor(Int32Array.of(3, -4)), 'int32', Int32Array.of(3, -4)],
          [tensor([true, false]), 'bool', Uint8Array.of(1, 0)],
          [tensor(Uint8Array.of(7, 255), [2], 'int32'), 'int32', Int32Array.of(7, 255)],
          [tensor([2, 3], [2], 'int32'), 'int32', Int32Array.of(2, 3)],
        ];
        for (const [x, dtype, expected] of kinds) {
          expect(x.dtype).toBe(dtype);
          expect(values(x)).toEqual(expected);
        }
      }));
    test('nested lists give the shape', () =>
      tidy(() => {
        expect(
          tensor([
            [[1], [2]],
            [[3], [4]],
          ]).shape,
        ).toEqual([2, 2, 1]);
        expect(tensor(5).shape).toEqual([]);
        expect(tensor([]).shape).toEqual([0]);
        expect(tensor([[1, 2]], [2, 1]).shape).toEqual([2, 1]);
      }));
    test('O6 neither the given array nor the read one is shared', () =>
      tidy(() => {
        const given = Float32Array.of(1, 2);
        const x = tensor(given);
        given[0] = 9;
        const read = values(x);
        expect(read).toEqual(Float32Array.of(1, 2));
        read[1] = 9;
        expect(values(x)).toEqual(Float32Array.of(1, 2));
      }));
    test('zeros, ones, full, their likes and range', () =>
      tidy(() => {
        expect(zeros([2])).toEqualTensor(tensor([0, 0]));
        expect(ones([1, 2], 'int32')).toEqualTensor(tensor([1, 1], [1, 2], 'int32'));
        expect(full([], -2.5)).toEqualTensor(scalar(-2.5));
        expect(zerosLike(tensor([true]))).toEqualTensor(tensor([false]));
        expect(onesLike(tensor(Int32Array.of(5)))).toEqualTensor(tensor(Int32Array.of(1)));
        expect(range(1, 2, 0.25)).toEqualTensor(tensor([1, 1.25, 1.5, 1.75]));
        expect(range(3, 0, -1, 'int32')).toEqualTensor(tensor(Int32Array.of(3, 2, 1)));
        expect(range(3, 0)).toEqualTensor(tensor([]));
        expect(zeros([0, 3]).shape).toEqual([0, 3]);
      }));
    test('item reads one element of any rank', () =>
      tidy(() => expect([item(scalar(3)), item(tensor([[4]])), item(tensor([true]))]).toEqual([3, 4, 1])));
  });

  describe('comparing and choosing', () => {
    test('N2 comparisons follow IEEE 754', () =>
      tidy(() => {
        const [a, b] = [tensor([1, NaN, -0, 2]), tensor([1, NaN, 0, 3])];
        const table: [keyof typeof math, boolean[]][] = [
          ['equal', [true, false, true, false]],
          ['notEqual', [false, true, false, true]],
          ['less', [false, false, false, true]],
          ['lessEqual', [true, false, true, true]],
          ['greater', [false, false, false, false]],
          ['greaterEqual', [true, false, true, false]],
        ];
        for (const [name, expected] of table)
          expect((math[name] as typeof math.equal)(a, b)).toEqualTensor(tensor(expected));
      }));
    test('logic', () =>
      tidy(() => {
        const [a, b] = [tensor([true, true, false]), tensor([true, false, false])];
        expect(logicalAnd(a, b)).toEqualTensor(tensor([true, false, false]));
        expect(math.logicalOr(a, b)).toEqualTensor(tensor([true, true, false]));
        expect(logicalNot(b)).toEqualTensor(tensor([false, true, true]));
      }));
    test('where takes numbers, integers and booleans', () =>
      tidy(() => {
        const c = tensor([true, false]);
        expect(where(c, 1, NaN)).toEqualTensor(tensor([1, NaN]));
        expect(where(c, tensor(Int32Array.of(5, 6)), -1)).toEqualTensor(tensor(Int32Array.of(5, -1)));
        expect(where(c, c, logicalNot(c))).toEqualTensor(tensor([true, true]));
        expect(where(tensor(true), tensor([[1], [2]]), tensor([3, 4]))).toEqualTensor(
          tensor([
            [1, 1],
            [2, 2],
          ]),
        );
      }));
    test('B3 cast cuts towards zero, and everything but zero is true', () =>
      tidy(() => {
        const x = tensor([0.5, -1.7, -0, NaN, 3]);
        expect(cast(x, 'int32')).toEqualTensor(tensor(Int32Array.of(0, -1, 0, 0, 3)));
        expect(cast(x, 'bool')).toEqualTensor(tensor([true, true, false, true, true]));
        expect(cast(tensor([true, false]), 'float32')).toEqualTensor(tensor([1, 0]));
        expect(cast(tensor(Int32Array.of(2, 0)), 'bool')).toEqualTensor(tensor([true, false]));
      }));
  });

  describe('reductions', () => {
    test('N4 sums and means of a million are rounded once', () =>
      tidy(() => {
        const x = Float32Array.from({ length: 1_000_003 }, (_, i) => 1 + (i % 1000) / 1000);
        const exact = x.reduce((total, value) => total + value, 0);
        expect(item(sum(tensor(x)))).toBe(Math.fround(exact));
        expect(item(mean(tensor(x)))).toBe(Math.fround(exact / x.length));
      }));
    test('integers sum exactly', () =>
      tidy(() =>
        expect(
          sum(
            tensor(
              [
                [1, 2],
                [3, 4],
              ],
              [2, 2],
              'int32',
            ),
            0,
          ),
        ).toEqualTensor(tensor(Int32Array.of(4, 6))),
      ));
    test('N3 reductions of nothing have their neutral values, or an error where there is none', () =>
      tidy(() => {
        const none = zeros([2, 0]);
        expect(sum(none, 1)).toEqualTensor(tensor([0, 0]));
        expect(mean(none, 1)).toBeClose([NaN, NaN], TOLERANCE.exact);
        expect(sum(none, 0).shape).toEqual([0]);
        expect(max(none, 0).shape).toEqual([0]);
        expect(() => max(none)).toThrow('max: x must be of at least one element, got [2, 0]');
        expect(() => argMax(none)).toThrow('argMax: x must be of length at least 1 along axis 1, got [2, 0]');
      }));
    test('N2 NaN and infinities come through', () =>
      tidy(() => {
        const x = tensor([
          [1, NaN, 2],
          [Infinity, 1, -Infinity],
        ]);
        expect(sum(x, 1)).toBeClose([NaN, NaN], TOLERANCE.exact);
        expect(max(x, 1)).toBeClose([NaN, Infinity], TOLERANCE.exact);
        expect(math.min(x, 1)).toBeClose([NaN, -Infinity], TOLERANCE.exact);
      }));
    test('argMax and argMin give the first of equal ones', () =>
      tidy(() => {
        const x = tensor([
          [1, 5, 5],
          [7, 7, 0],
        ]);
        expect(argMax(x)).toEqualTensor(tensor(Int32Array.of(1, 0)));
        expect(argMin(x)).toEqualTensor(tensor(Int32Array.of(0, 2)));
        expect(argMax(x, 0)).toEqualTensor(tensor(Int32Array.of(1, 1, 0)));
      }));
  });

  describe('shapes', () => {
    test('transpose of a transpose is the tensor', () =>
      tidy(() => {
        const x = reshape(range(0, 24), [2, 3, 4]);
        expect(transpose(transpose(x, [1, 2, 0]), [2, 0, 1])).toEqualTensor(x);
        expect(transpose(x).shape).toEqual([4, 3, 2]);
        expect(transpose(tensor([[1, 2, 3]]))).toEqualTensor(tensor([[1], [2], [3]]));
      }));
    test('expandDims and squeeze undo each other', () =>
      tidy(() => {
        const x = tensor([[1, 2, 3]]);
        for (const axis of [0, 1, 2, -1, -3]) expect(squeeze(expandDims(x, axis), axis)).toEqualTensor(x);
        expect(squeeze(x)).toEqualTensor(tensor([1, 2, 3]));
      }));
    test('dot and outer', () =>
      tidy(() => {
        const [a, b] = [tensor([1, 2, 3]), tensor([4, -5, 6])];
        expect(dot(a, b)).toEqualTensor(scalar(12));
        expect(outer(a, tensor([1, 10]))).toEqualTensor(
          tensor([
            [1, 10],
            [2, 20],
            [3, 30],
          ]),
        );
      }));
  });

  describe('ownership', () => {
    const x = (): Tensor =>
      tensor([
        [1, 2],
        [3, 4],
      ]);
    const operations: Record<string, (t: Tensor) => Tensor> = {
      add: (t) => add(t, t),
      'add a number': (t) => add(1, t),
      where: (t) => where(tensor([true, false]), t, 0),
      'cast to the same dtype': (t) => cast(t, 'float32'),
      'cast to bool': (t) => cast(t, 'bool'),
      stopGradient,
      sum: (t) => sum(t),
      'sum over no axis': (t) => sum(t, []),
      clip: (t) => clip(t, 0, 1),
      'pow 5': (t) => pow(t, 5),
      'pow −3': (t) => pow(t, -3),
      'pow 1': (t) => pow(t, 1),
      reshape: (t) => reshape(t, [4]),
      'reshape to the same': (t) => reshape(t, [2, 2]),
      broadcastTo: (t) => broadcastTo(t, [3, 2, 2]),
      'broadcastTo the same': (t) => broadcastTo(t, [2, 2]),
      matMul: (t) => matMul(t, t),
      'matMul in batches': (t) => matMul(expandDims(t), t),
    };
    test.each(Object.keys(operations))('O1 %s makes one tensor, and leaves its argument alone', (name) => {
      const [before, t] = [tensorCount(), x()];
      const made = tidy(() => keep((operations[name] as (t: Tensor) => Tensor)(t)));
      expect(tensorCount()).toBe(before + 2);
      t.dispose();
      expect(values(made).length).toBe(made.size);
      made.dispose();
      expect(tensorCount()).toBe(before);
    });
    test('without tidy nothing is left over either', () => {
      const [t, u] = [
        x(),
        tensor([
          [
            [1, 0],
            [0, 1],
          ],
          [
            [1, 1],
            [1, 1],
          ],
        ]),
      ];
      for (const f of [
        () => add(t, 1),
        () => pow(t, -5),
        () => matMul(u, t),
        () => matMul(t, u),
        () => dot(reshapeOnce(t), reshapeOnce(t)),
      ]) {
        expect(tensorsLeft(() => f().dispose())).toBe(f.toString().includes('dot') ? 2 : 0);
      }
      t.dispose();
      u.dispose();
    });
    const reshapeOnce = (t: Tensor): Tensor => reshape(t, [4]);
    test('O4 handles on the same memory are disposed in any order', () => {
      const before = tensorCount();
      for (const other of [
        stopGradient,
        (t: Tensor) => reshape(t, [4]),
        (t: Tensor) => squeeze(expandDims(t)),
      ]) {
        for (const first of [0, 1]) {
          const t = x();
          const handles = tidy(() => [t, keep(other(t))]);
          handles[first]?.dispose();
          expect([...values(handles[1 - first] as Tensor)]).toEqual([1, 2, 3, 4]);
          handles[1 - first]?.dispose();
        }
      }
      expect(tensorCount()).toBe(before);
    });
    test('O3 a failing operation leaves nothing', () => {
      const t = x();
      expect(tensorsLeft(() => expect(() => where(cast(t, 'bool'), 1, tensor([1, 2, 3]))).toThrow())).toBe(2);
      expect(tensorsLeft(() => expect(() => add(t, tensor([1, 2, 3]))).toThrow())).toBe(1);
      t.dispose();
    });
    test('O2 tidy keeps what is returned or kept, however nested', () => {
      const before = tensorCount();
      let kept: Tensor | undefined;
      const result = tidy(() => {
        scalar(1);
        kept = keep(scalar(2));
        return { a: [scalar(3)], b: new Map([['c', 4]]), n: Float32Array.of(1) };
      });
      expect(tensorCount() - before).toBe(2);
      math.dispose([result.a, kept]);
      expect(tensorCount()).toBe(before);
      expect(() => tidy(async () => 1)).toThrow('tidy: fn must be synchronous, got a Promise');
    });
  });
});
