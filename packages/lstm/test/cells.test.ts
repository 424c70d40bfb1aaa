// Rules C1–C6 of ../SPEC.md.
import {
  flattenTree,
  key,
  mapTree,
  normalValues,
  split,
  start,
  tensor,
  unstack,
  values,
} from '@saccade/math';
import type { Key, Tensor, Tensor2D } from '@saccade/math';
import { checkGrads, eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { gruCell, lstmCell, rnnCell, stackCells } from '../src/index.ts';
import { cells, HIDDEN, INPUTS } from './cells.ts';
import type { AnyCell } from './cells.ts';
import { oracles } from './oracle.ts';

beforeAll(async () => {
  await start();
});

const BATCH = 2;

/** Parameters, a state and inputs of a cell, all of them random. */
function drawn(cell: AnyCell, k: Key) {
  const [kParams, kState, kInputs] = split(k, 3);
  const params = cell.init(kParams);
  const { leaves, unflatten } = flattenTree(cell.initialState(params, BATCH));
  const state = unflatten(leaves.map(({ shape, size }) => tensor(normalValues(kState, size), shape)));
  const x = tensor<Tensor2D>(normalValues(kInputs, BATCH * INPUTS, { sd: 2 }), [BATCH, INPUTS]);
  return { params: mapTree((leaf) => spread(leaf), params), state, x };
}

/** Gains and biases begin all the same: here they differ. */
function spread(leaf: Tensor): Tensor {
  const shift = normalValues(key(leaf.size), leaf.size, { sd: 0.3 });
  return tensor(values(leaf).map((value, i) => value + shift[i]) as Float32Array, leaf.shape);
}

const listed = (tree: Readonly<Record<string, Tensor>>, row?: number) =>
  Object.fromEntries(
    Object.entries(tree).map(([name, leaf]) => [name, nested(row === undefined ? leaf : unstack(leaf)[row])]),
  ) as never;

function nested(leaf: Tensor): unknown {
  return leaf.shape.length > 1 ? unstack(leaf).map(nested) : [...values(leaf)];
}

eachBackend(['cpu', 'wasm'], () => {
  test.each(cells.filter(([name]) => name in oracles))('C1 %s equals a float64 oracle', (name, cell) => {
    const { params, state, x } = drawn(cell, key(1990));
    const [next] = cell.step(params, state, x);
    for (let row = 0; row < BATCH; row++) {
      const expected = oracles[name](listed(params), listed(state, row), [...values(unstack(x)[row])]);
      for (const [part, numbers] of Object.entries(expected))
        expect(unstack(next[part])[row]).toBeClose(numbers, TOLERANCE.product);
    }
  });
});

test.each(cells)('C2 gradients of %s equal central differences', (_, cell) => {
  const { params, state, x } = drawn(cell, key(5));
  checkGrads((all: typeof params) => cell.step(all, state, x)[0], params);
  checkGrads((all: typeof state) => cell.step(params, all, x)[0], state);
  checkGrads((all: Tensor2D) => cell.step(params, state, all)[0], x);
});

test.each(cells)('C3 a row of %s depends on that row alone', (_, cell) => {
  const { params, state, x } = drawn(cell, key(7));
  const [, both] = cell.step(params, state, x);
  const first = mapTree((leaf) => tensor(values(leaf).slice(0, leaf.size / BATCH), [1, HIDDEN]), state);
  const [, alone] = cell.step(params, first, tensor<Tensor2D>(values(x).slice(0, INPUTS), [1, INPUTS]));
  expect(alone).toBeClose(values(both).slice(0, HIDDEN), TOLERANCE.elementwise);
});

test.each(cells)('C4 %s begins from the key alone, with a state of zeros', (_, cell) => {
  const [one, same, other] = [key(1), key(1), key(2)].map((k) => flattenTree(cell.init(k)).leaves);
  one.forEach((leaf, i) => expect(same[i]).toEqualTensor(leaf));
  expect(values(one[0])).not.toEqual(values(other[0]));
  const state = flattenTree(cell.initialState(cell.init(key(1)), 4)).leaves;
  for (const leaf of state) expect(leaf).toBeClose(new Float32Array(4 * HIDDEN), TOLERANCE.exact);
});

test.each(cells)('C5 a step of %s leaves its state and nothing else', (_, cell) => {
  const { params, state, x } = drawn(cell, key(3));
  const parts = flattenTree(state).leaves.length;
  expect(tensorsLeft(() => cell.step(params, state, x))).toBe(parts);
});

test('C4 weights of an LSTM begin in ±1/√H, biases at 0, those of forget gates at forgetBias', () => {
  const { wx, wh, b } = lstmCell({ inputs: 30, hidden: 16, forgetBias: 2 }).init(key(4));
  for (const weights of [wx, wh]) {
    const largest = Math.max(...values(weights).map(Math.abs));
    expect(largest).toBeLessThanOrEqual(0.25);
    expect(largest).toBeGreaterThan(0.24);
  }
  const zeros = Array<number>(16).fill(0);
  expect([...values(b)]).toEqual([...zeros, ...Array<number>(16).fill(2), ...zeros, ...zeros]);
});

test('C6 what does not fit is named', () => {
  const cell = lstmCell({ inputs: 3, hidden: 4 });
  const params = cell.init(key(1));
  const wide = tensor<Tensor2D>(new Float32Array(14), [2, 7]);
  expect(() => cell.step(params, cell.initialState(params, 2), wide)).toThrow(
    'lstmStep: x must be [B=2, I=3], got [2, 7]',
  );
  const gru = gruCell({ inputs: 3, hidden: 4 });
  const state = gru.initialState(gru.init(key(1)), 2);
  expect(() => cell.step(params, { ...state, c: state.h }, wide)).toThrow('lstmStep: x must be');
  expect(() => gru.step(gru.init(key(1)), state, wide)).toThrow('gruStep: x must be [B=2, I=3], got [2, 7]');
  expect(() => lstmCell({ inputs: 3, hidden: 0 })).toThrow(
    'lstmCell: hidden must be a whole number ≥ 1, got 0',
  );
  expect(() => lstmCell({ inputs: 3, hidden: 1, forgetBias: NaN })).toThrow(
    'lstmCell: forgetBias must be finite, got NaN',
  );
  expect(() => rnnCell({ inputs: 1.5, hidden: 1 })).toThrow(
    'rnnCell: inputs must be a whole number ≥ 1, got 1.5',
  );
  expect(() => stackCells([])).toThrow('stackCells: cells must be at least one, got none');
});
