// Operations at once run the lowerings of programs: what those do is checked here against plain loops.
import { beforeAll, expect, test } from 'vitest';
import { LOWERINGS } from '../../src/compile/lowerings/index.ts';
import {
  abs,
  add,
  cast,
  clip,
  cumprod,
  cumsum,
  gather,
  grad,
  greater,
  integerValues,
  integers,
  key,
  layerNorm,
  logSoftmax,
  logSumExp,
  max,
  min,
  mul,
  neg,
  oneHot,
  range,
  reshape,
  runtimeInfo,
  slice,
  softmax,
  square,
  start,
  sum,
  tensor,
  tile,
  transpose,
  values,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { exp, log } from '../../src/portable/index.ts';
import { TOLERANCE } from '../../src/testing/index.ts';
import { compare } from './compare.ts';

beforeAll(async () => {
  await start();
});

const numbered = (shape: readonly number[]): Tensor =>
  reshape(
    range(
      0,
      shape.reduce((a, b) => a * b, 1),
    ),
    shape,
  );

/** The element at each index of a shape, the last axis first. */
function elements(shape: readonly number[], at: (index: readonly number[]) => number): number[] {
  if (shape.length === 0) return [at([])];
  return Array.from({ length: shape[0] }, (_, i) =>
    elements(shape.slice(1), (rest) => at([i, ...rest])),
  ).flat();
}

/** A running result of elements along an axis: of those before each, and of itself unless exclusive. */
const running = (
  shape: readonly number[],
  axis: number,
  { exclusive = false, reverse = false },
  join: (before: number, x: number) => number,
  start: number,
): number[] =>
  elements(shape, (index) => {
    const own = index[axis];
    const count = reverse ? shape[axis] - own : own + 1;
    const along = Array.from({ length: count - Number(exclusive) }, (_, i) =>
      placeIn(shape, index.with(axis, reverse ? shape[axis] - 1 - i : i)),
    );
    return along.reduce((before, x) => Math.fround(join(before, x)), start);
  });

/** Place of an element in a dense tensor, whose axes of length 1 are repeated. */
const placeIn = (shape: readonly number[], index: readonly number[]): number =>
  shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : index[axis]), 0);

test('every lowering runs at once, but for keys, which are made without tensors', () => {
  const { kernels } = runtimeInfo();
  expect(Object.keys(LOWERINGS).filter((kernel) => !kernels.includes(kernel))).toEqual(['DeriveKeys']);
});

const SIX = [2, 3, 2, 3, 2, 3];
const ODD = [1, 3, 1, 3, 1, 3];
const EVEN = [2, 1, 2, 1, 2, 1];

test.each<[string, () => Tensor, () => number[]]>([
  [
    'transpose',
    () => transpose(numbered(SIX), [5, 0, 3, 2, 1, 4]),
    () => elements([3, 2, 3, 2, 3, 2], ([a, b, c, d, e, f]) => placeIn(SIX, [b, e, d, c, f, a])),
  ],
  [
    'tile',
    () => tile(numbered([2, 3, 2]), [2, 2, 3]),
    () => elements([4, 6, 6], ([a, b, c]) => placeIn([2, 3, 2], [a % 2, b % 3, c % 2])),
  ],
  [
    'slice',
    () => slice(numbered(SIX), [0, 1, 0, 1, 0, 1], [1, 2, 1, 2, 1, 2]),
    () =>
      elements([1, 2, 1, 2, 1, 2], (index) =>
        placeIn(
          SIX,
          index.map((i, axis) => i + (axis % 2)),
        ),
      ),
  ],
  [
    'add',
    () => add(numbered(ODD), numbered(EVEN)),
    () => elements(SIX, (index) => placeIn(ODD, index) + placeIn(EVEN, index)),
  ],
  [
    'greater',
    () => greater(numbered(ODD), numbered(EVEN)),
    () => elements(SIX, (index) => Number(placeIn(ODD, index) > placeIn(EVEN, index))),
  ],
  [
    'sum',
    () => sum(numbered(SIX), [0, 2, 5]),
    () =>
      elements([3, 3, 2], ([b, d, e]) =>
        elements([2, 2, 3], ([a, c, f]) => placeIn(SIX, [a, b, c, d, e, f])).reduce((x, y) => x + y),
      ),
  ],
])('%s steps through more axes than kernels have', (_name, run, expected) => {
  expect([...values(run())]).toEqual(expected());
});

const BOX = [3, 4, 5];

test.each(
  [0, 1, 2].flatMap((axis) =>
    [false, true].flatMap((exclusive) => [false, true].map((reverse) => ({ axis, exclusive, reverse }))),
  ),
)(
  // prettier-ignore
  'running sums and products are step by step: %j',
  ({ axis, ...options }) => {
    const x = numbered(BOX);
    const sums = running(BOX, axis, options, (a, b) => a + b, 0);
    expect([...values(cumsum(x, axis, options))]).toEqual(sums);
    expect([...values(cumsum(cast(x, 'int32'), axis, options))]).toEqual(sums);
    const products = running(BOX, axis, options, (a, b) => a * b, 1);
    expect([...values(cumprod(x, axis, options))]).toEqual(products);
  },
);

const CHOSEN = [2, 0, 2, 1];

test.each([0, 1, 2])('gather picks, and its gradient adds up, along axis %i', (axis) => {
  const indices = tensor(Int32Array.from(CHOSEN), [2, 2]);
  const shape = BOX.toSpliced(axis, 1, 2, 2);
  const place = (index: readonly number[]): number =>
    placeIn(BOX, index.toSpliced(axis, 2, CHOSEN[2 * index[axis] + index[axis + 1]]));
  expect([...values(gather(numbered(BOX), indices, axis))]).toEqual(elements(shape, place));
  const flags = greater(numbered(BOX), 20);
  const picked = elements(shape, (index) => Number(place(index) > 20));
  expect([...values(gather(flags, indices, axis))]).toEqual(picked);
  const weights = numbered(shape);
  const slopes = new Float32Array(60);
  elements(shape, (index) => (slopes[place(index)] += placeIn(shape, index)));
  const gradient = grad((x: Tensor) => sum(mul(gather(x, indices, axis), weights)))(numbered(BOX));
  expect(values(gradient)).toEqual(slopes);
});

test('a row of softmax and its like has the numbers of float64', () => {
  const x = tensor([1, -2, 0.5, 3, -1, 3], [2, 3]);
  const rows = [values<Float32Array>(x).subarray(0, 3), values<Float32Array>(x).subarray(3)];
  const totals = rows.map((row) => row.reduce((total, each) => total + exp(each), 0));
  const at = (f: (value: number, total: number) => number): Float64Array =>
    Float64Array.from(rows.flatMap((row, i) => [...row].map((value) => f(value, totals[i]))));
  expect(softmax(x)).toBeClose(
    at((value, total) => exp(value) / total),
    TOLERANCE.elementwise,
  );
  expect(logSoftmax(x)).toBeClose(
    at((value, total) => value - log(total)),
    TOLERANCE.elementwise,
  );
  expect(logSumExp(x, 1)).toBeClose(Float64Array.from(totals, log), TOLERANCE.elementwise);
});

test('layerNorm is rows less their means over their deviations', () => {
  const x = tensor([1, -2, 0.5, 4, -1, 3], [2, 3]);
  const rows = [values<Float32Array>(x).subarray(0, 3), values<Float32Array>(x).subarray(3)];
  const expected = rows.flatMap((row) => {
    const mean = row.reduce((a, b) => a + b, 0) / 3;
    const variance = row.reduce((total, each) => total + (each - mean) ** 2, 0) / 3;
    return [...row.map((each) => (each - mean) * (1 / Math.sqrt(variance + 1e-5)))];
  });
  expect([...values(layerNorm(x))]).toEqual(expected);
});

test('one-hot rows mark the index, and nothing where there is none such', () => {
  const rows = oneHot(tensor(Int32Array.of(1, -1, 3, 0)), 3);
  expect([...values(rows)]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
});

test('functions of integers wrap', () => {
  const x = tensor(Int32Array.of(-3, 0, 65536, -2147483648));
  expect([...values(neg(x))]).toEqual([3, 0, -65536, -2147483648]);
  expect([...values(abs(x))]).toEqual([3, 0, 65536, -2147483648]);
  expect([...values(square(x))]).toEqual([9, 0, 0, 0]);
});

test.each([3, 65536, 65537, 2 ** 32])('random integers are those of the host, in a range of %i', (range) => {
  const bounds = { min: -(2 ** 31), max: -(2 ** 31) + range };
  const drawn = integers(key(range), [3, 11], bounds);
  expect(values(drawn)).toEqual(integerValues(key(range), 33, bounds.min, bounds.max));
});

test('0 is larger than −0 for max and min, whatever comes first, compiled as eager', () => {
  const x = tensor([0, -0, -0, 0, -0, -0], [3, 2]);
  expect([...values(max(x, 1))]).toEqual([0, 0, -0]);
  expect([...values(min(x, 1))]).toEqual([-0, -0, -0]);
  expect(compare((y: Tensor) => [max(y, 1), min(y, 1)], () => [x])).toContain('0 calls of the host'); // prettier-ignore
});

test('limits of clip are rounded to float32', () => {
  const around = [0.1, Math.fround(0.1) + 2 ** -27, 0.2, -0.3].map(Math.fround);
  expect([...values(clip(tensor(around), -0.1, 0.1))]).toEqual(
    around.map((x) => Math.fround(Math.min(Math.max(x, -0.1), 0.1))),
  );
});
