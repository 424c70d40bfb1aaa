import { describe, expect, test } from 'vitest';
import { add, dispose, grad, mul, neg, scalar, sin, square, sum, tensor } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, checkGrads, eachBackend, tensorsLeft } from '../src/testing/index.ts';
import { isClose, ulpOf } from '../src/testing/tolerance.ts';

const messageOf = (fn: () => void): string => {
  try {
    fn();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('isClose', () => {
  test('NaN is close to NaN alone, an infinity to itself alone', () => {
    const bound = { rtol: 1, atol: 1 };
    expect(isClose(NaN, NaN, bound)).toBe(true);
    for (const other of [0, Infinity, -Infinity]) {
      expect(isClose(NaN, other, bound)).toBe(false);
      expect(isClose(other, NaN, bound)).toBe(false);
    }
    expect(isClose(Infinity, Infinity, bound)).toBe(true);
    expect(isClose(Infinity, -Infinity, bound)).toBe(false);
    expect(isClose(3e38, Infinity, bound)).toBe(false);
  });
  test('a float64 beyond float32 counts as the infinity that it rounds to', () => {
    expect(isClose(Infinity, 1e39, { ulp: 0 })).toBe(true);
    expect(isClose(-Infinity, -1e39, { ulp: 0 })).toBe(true);
  });
  test('an ulp is the distance to the next float32, also below the normals', () => {
    expect(ulpOf(1)).toBe(2 ** -23);
    expect(ulpOf(-3)).toBe(2 ** -22);
    expect(ulpOf(0)).toBe(2 ** -149);
    expect(ulpOf(2 ** -130)).toBe(2 ** -149);
    expect(isClose(1 + 2 ** -22, 1, { ulp: 2 })).toBe(true);
    expect(isClose(1 + 3 * 2 ** -23, 1, { ulp: 2 })).toBe(false);
  });
  test('−0 is close to 0', () => expect(isClose(-0, 0, { ulp: 0 })).toBe(true));
});

eachBackend(['cpu', 'wasm'], () => {
  test('toBeClose compares tensors, typed arrays, lists and trees', () => {
    const x = tensor([[1, 2, 3]]);
    expect(x).toBeClose([[1, 2, 3]], TOLERANCE.exact);
    expect(x).toBeClose(Float64Array.of(1, 2, 3), TOLERANCE.exact);
    expect({ a: x, b: [x, 5] }).toBeClose({ a: [[1, 2, 3]], b: [[[1, 2, 3]], 5] }, TOLERANCE.exact);
    expect(tensor([NaN, Infinity])).toBeClose(['NaN', 'Infinity'], TOLERANCE.exact);
    dispose(x);
  });
  test('toBeClose names what differs', () => {
    const tree = { w: tensor([1, 2]) };
    expect(messageOf(() => expect(tree).toBeClose({ w: [1, 2.1] }, TOLERANCE.product))).toContain(
      'w: [1] must be 2.1, got 2',
    );
    expect(messageOf(() => expect(tree).toBeClose({ w: [[1, 2]] }, TOLERANCE.product))).toContain(
      'w: shape must be [1, 2], got [2]',
    );
    expect(messageOf(() => expect(tree).toBeClose({ w: [1, 2], b: [] }, TOLERANCE.product))).toContain(
      'b must be there',
    );
    expect(messageOf(() => expect(tree).toBeClose({}, TOLERANCE.product))).toContain('w must not be there');
    expect(messageOf(() => expect(NaN).toBeClose(1, { rtol: 1, atol: 9 }))).toContain('must be 1, got NaN');
    dispose(tree);
  });
  test('toEqualTensor tells −0 from 0, dtypes and shapes', () => {
    const zero = tensor([0, 1]);
    expect(zero).toEqualTensor(tensor([0, 1]));
    expect(messageOf(() => expect(tensor([-0, 1])).toEqualTensor(zero))).toContain(
      '[0] must be 0 bit for bit, got -0',
    );
    expect(messageOf(() => expect(tensor([0, 1], [2], 'int32')).toEqualTensor(zero))).toContain(
      'got [2] int32',
    );
    expect(messageOf(() => expect(tensor([[0, 1]])).toEqualTensor(zero))).toContain('got [1, 2] float32');
    expect(messageOf(() => expect(5 as unknown as Tensor).toEqualTensor(zero))).toContain(
      'must be a tensor, got 5',
    );
  });
  test('checkGrads accepts a right gradient of a tree', () => {
    const params = { a: tensor([0.3, -0.7]), b: [tensor([[0.2]]), scalar(1.5)] as const };
    checkGrads((p: typeof params) => mul(add(sin(p.a), square(p.b[0])), p.b[1]), params);
  });
  test('checkGrads names the leaf whose gradient is wrong', () => {
    const params = { right: tensor([0.5]), wrong: tensor([0.5, 0.25]) };
    // The value is x², but its gradient that of a constant times x.
    const halfStopped = (x: Tensor): Tensor => mul(x, tensor(Float32Array.from(x.dataSync())));
    const message = messageOf(() =>
      checkGrads((p: typeof params) => [square(p.right), halfStopped(p.wrong)], params),
    );
    expect(message).toMatch(/checkGrads: derivative along (all params|params\.wrong) must be/);
    checkGrads((p: Tensor) => square(p), params.wrong);
    expect(messageOf(() => checkGrads((p: Tensor) => halfStopped(p), params.wrong))).toContain(
      'along all params',
    );
  });
  test('checkGrads looks at second derivatives when given a gradient', () =>
    checkGrads((x: Tensor) => grad((y: Tensor) => sum(sin(y)))(x), tensor([0.1, 0.9])));
  test('checkGrads and the matchers leave no tensor', () => {
    const x = tensor([1, 2]);
    expect(tensorsLeft(() => checkGrads((y: Tensor) => neg(y), x))).toBe(0);
    expect(tensorsLeft(() => expect(x).toBeClose([1, 2], TOLERANCE.exact))).toBe(0);
    expect(tensorsLeft(() => neg(x))).toBe(1);
  });
});
