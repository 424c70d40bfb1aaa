// Operations at once run the lowerings of programs: what those do is checked here against plain loops.
import { beforeAll, expect, test } from 'vitest';
import { LOWERINGS } from '../../src/compile/lowerings/index.ts';
import {
  add,
  clip,
  greater,
  max,
  min,
  range,
  reshape,
  runtimeInfo,
  slice,
  start,
  sum,
  tensor,
  tile,
  transpose,
  values,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
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
