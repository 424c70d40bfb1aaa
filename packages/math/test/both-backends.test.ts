// What the CPU backend computes by loops of ours, or by tfjs's, that have the bits of the kernels on WASM.
import { expect, test } from 'vitest';
import * as math from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { hatSlopes, hatWeights } from '../src/ops/hat-weights.ts';
import { linearRecurrence } from '../src/ops/linear-recurrence.ts';

const SHAPE = [3, 5, 9];
const normal = (seed: number, sd: number): Tensor => math.normal(math.key(seed), SHAPE, { sd });
const indices = (): Tensor => math.tensor(Int32Array.of(4, 0, 4, 2));

const OPERATIONS: Readonly<Record<string, () => Tensor>> = {
  softmax: () => math.softmax(normal(1, 30)),
  logSoftmax: () => math.logSoftmax(normal(2, 30), 1),
  logSumExp: () => math.logSumExp(normal(3, 30), [0, 2]),
  'softmax of infinities': () =>
    math.softmax(math.tensor([-Infinity, 0, -Infinity, -Infinity, 1, Infinity], [3, 2])),
  'logSumExp of infinities': () =>
    math.logSumExp(math.tensor([-Infinity, -Infinity, 1, Infinity, NaN, 1], [3, 2]), 1),
  layerNorm: () => math.layerNorm(normal(4, 5)),
  gather: () => math.gather(normal(5, 1), indices(), 1),
  'the gradient of gather': () =>
    math.grad((x: Tensor) => math.sum(math.square(math.gather(x, indices(), 1))))(normal(6, 1)),
  oneHot: () => math.oneHot(indices(), 4),
  cumsum: () => math.cumsum(normal(8, 1), 1, { reverse: true }),
  cumprod: () => math.cumprod(normal(9, 1), 2, { exclusive: true }),
  linearRecurrence: () => linearRecurrence(normal(10, 1), normal(11, 1), 1, true),
  hatWeights: () => hatWeights(normal(12, 4), 5),
  hatSlopes: () => hatSlopes(normal(13, 4), 5),
  integers: () => math.integers(math.key(14), SHAPE, { min: -5, max: 100_000 }),
};

const bitsOn = async (backend: 'cpu' | 'wasm'): Promise<Record<string, number[]>> => {
  await math.start({ backend });
  return math.tidy(() =>
    Object.fromEntries(Object.entries(OPERATIONS).map(([name, run]) => [name, [...math.values(run())]])),
  );
};

test('both backends give the same bits', async () =>
  expect(await bitsOn('cpu')).toEqual(await bitsOn('wasm')));
