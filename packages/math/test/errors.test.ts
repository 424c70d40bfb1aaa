// What operations say about arguments that do not fit.
import { expect, test } from 'vitest';
import * as math from '../src/index.ts';
import {
  add,
  broadcastTo,
  clip,
  dot,
  item,
  matMul,
  outer,
  pow,
  range,
  reshape,
  squeeze,
  sum,
  tensor,
  tidy,
  transpose,
  where,
  zeros,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { eachBackend } from '../src/testing/index.ts';

eachBackend(['cpu', 'wasm'], () => {
  const cases: [string, () => unknown, string][] = [
    [
      'add',
      () => add(zeros([2, 3]), zeros([2])),
      'add: b must be of a shape that broadcasts with [2, 3], got [2]',
    ],
    ['add', () => add(1, 2), 'add: one of a and b must be a tensor, got 2'],
    ['add', () => add(zeros([1]), 'x' as unknown as Tensor), "add: b must be a tensor, got 'x'"],
    ['add', () => add(zeros([1]), zeros([1], 'int32')), 'add: b must be float32, as a is, got [1] int32'],
    [
      'add',
      () => add(zeros([1], 'int32'), 0.5),
      "must be of a kind that fits the other operand's dtype int32, got 0.5",
    ],
    [
      'add',
      () => add(zeros([1], 'bool'), zeros([1], 'bool')),
      'add: a must be float32 or int32, got [1] bool',
    ],
    ['exp', () => math.exp(zeros([2], 'int32')), 'exp: x must be float32, got [2] int32'],
    ['exp', () => math.exp(undefined as unknown as Tensor), 'exp: x must be a tensor, got undefined'],
    ['matMul', () => matMul(zeros([3, 4]), zeros([3, 7])), 'matMul: b must be [K=4, N], got [3, 7]'],
    [
      'matMul',
      () => matMul(zeros([4, 3]), zeros([7, 3]), { transposeA: true, transposeB: true }),
      'matMul: b must be [N, K=4], got [7, 3]',
    ],
    [
      'matMul',
      () => matMul(zeros([2, 3, 4]), zeros([3, 4, 5])),
      'matMul: b must be of a batch that broadcasts with [2], got [3, 4, 5]',
    ],
    ['matMul', () => matMul(zeros([4]), zeros([4, 1])), 'matMul: a must be of at least 2 axes, got [4]'],
    ['dot', () => dot(zeros([3]), zeros([4])), 'dot: b must be [N=3], got [4]'],
    ['outer', () => outer(zeros([3, 1]), zeros([4])), 'outer: a must be [M], got [3, 1]'],
    ['sum', () => sum(zeros([2, 3]), 2), 'sum: axis must be an integer with -2 ≤ axis < 2, got 2'],
    ['sum', () => sum(zeros([2, 3]), [0, -2]), 'sum: axis must name each axis once, got [0,-2]'],
    [
      'reshape',
      () => reshape(zeros([2, 3]), [4]),
      'reshape: x must be of a shape with as many elements as [4], got [2, 3]',
    ],
    [
      'reshape',
      () => reshape(zeros([2, 3]), [4, -1]),
      'reshape: x must be of a shape with as many elements as [4, -1], got [2, 3]',
    ],
    [
      'reshape',
      () => reshape(zeros([2, 3]), [-1, -1]),
      'reshape: shape must have at most one -1 and then no 0, got [-1, -1]',
    ],
    [
      'transpose',
      () => transpose(zeros([2, 3]), [0, 0]),
      'transpose: perm must name each of 2 axes once, got [0, 0]',
    ],
    ['squeeze', () => squeeze(zeros([2, 1]), 0), 'squeeze: x must be of length 1 along axis 0, got [2, 1]'],
    [
      'broadcastTo',
      () => broadcastTo(zeros([2]), [2, 3]),
      'broadcastTo: x must be of a shape that broadcasts to [2, 3], got [2]',
    ],
    ['where', () => where(zeros([2]), 1, 0), 'where: condition must be bool, got [2]'],
    [
      'where',
      () => where(tensor([true, false]), zeros([3]), 0),
      'where: condition must be of a shape that broadcasts with [3], got [2] bool',
    ],
    ['clip', () => clip(zeros([2]), 1, 0), 'clip: min must be at most max=0, got 1'],
    ['pow', () => pow(zeros([2]), 0.5), 'pow: n must be an integer, got 0.5'],
    ['item', () => item(zeros([2])), 'item: x must have 1 element, got [2]'],
    ['tensor', () => tensor([1, 2, 3], [2, 2]), 'tensor: values must have 4 elements for [2, 2], got 3'],
    ['tensor', () => tensor([[1, 2], [3]]), 'tensor: values must be lists of one length, got [2] and [1]'],
    ['tensor', () => tensor([1.5], [1], 'int32'), 'tensor: values[0] must be a 32-bit integer, got 1.5'],
    ['tensor', () => tensor([2], [1], 'bool'), 'tensor: values[0] must be true, false, 0 or 1, got 2'],
    ['tensor', () => tensor(Uint8Array.of(1)), 'tensor: dtype must be given for bytes, got undefined'],
    ['tensor', () => tensor([1], [-1]), 'tensor: shape must be a list of integers ≥ 0, got [-1]'],
    ['range', () => range(0, 1, 0), 'range: step must be finite and not 0, got 0'],
  ];
  test.each(cases)('%s: case %#', (_, fn, message) => {
    tidy(() => expect(fn).toThrow(message));
  });
  test('a disposed tensor is named', () =>
    tidy(() => {
      const x = zeros([2]);
      x.dispose();
      expect(() => math.tanh(x)).toThrow('tanh: x must be alive, got a disposed [2]');
    }));
});
