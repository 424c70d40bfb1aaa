// Rules B1–B5 of ../SPEC.md. Reference values: reference.test.ts.
import { full, key, mapTree, matMul, normal, slice, stack, tensor, uniform, values } from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import {
  eachRule,
  fromToRule,
  outerProduct,
  programmedCell,
  selfAddressingCell,
  selfReferentialCell,
} from '../src/index.ts';
import { B, K, V } from './fixtures.ts';

/** What becomes of weights that nothing is written to. */
function leftAlone(steepness: number, weights: number[], steps: number): number[] {
  const rule = eachRule({ steepness });
  let present = tensor<Tensor3D>(weights, [1, 1, weights.length]);
  const change = mapTree(() => full<Tensor3D>([1, 1, weights.length], 0), present);
  for (let t = 0; t < steps; t++) present = rule.write(present, { change });
  return [...values(present)];
}

eachBackend(['cpu', 'wasm'], () => {
  test('B1 steep bounded weights hold one of two values; flat ones forget', () => {
    const held = leftAlone(10, [0, 0.3, 0.49, 0.5, 0.51, 0.7, 1], 300);
    for (const [i, value] of [0.0069, 0.0069, 0.0069, 0.5, 0.9931, 0.9931, 0.9931].entries())
      expect(held[i]).toBeCloseTo(value, 3);
    expect(leftAlone(10, [0, 0.3, 0.49, 0.5, 0.51, 0.7, 1], 600)).toEqual(held);
    for (const value of leftAlone(3, [0, 0.3, 0.9, 1], 100)) expect(value).toBeCloseTo(0.5, 5);
  });

  test('B2 writing each weight by an outer product is writing from and to, bit for bit', () => {
    const weights = uniform<Tensor3D>(key(1), [B, V, K]);
    const signals = { from: normal<Tensor2D>(key(2), [B, K]), to: normal<Tensor2D>(key(3), [B, V]) };
    const change = outerProduct(signals.to, signals.from);
    const written = eachRule().write(weights, { change });
    expect(fromToRule().write(weights, signals)).toEqualTensor(written);
    expect(tensorsLeft(() => eachRule().write(weights, { change }))).toBe(1);
    for (const weight of values(written)) expect(weight >= 0 && weight <= 1).toBe(true);
  });

  test('B2 the fast net answers before its weights change, by the inputs that come last', () => {
    const cell = programmedCell({ slowInputs: 2, fastInputs: 3, outputs: 1, form: 'each' });
    const { slow } = cell.init(key(1));
    const [x, y] = [[1, 2, 4, 8, 16], [0, 0, 1, 0, 0]].map((row) => tensor<Tensor2D>(row, [1, 5])); // prettier-ignore
    const [state, first] = cell.step({ slow }, cell.initialState({ slow }, 1), x);
    expect([...values(first)]).toEqual([14]);
    const change = matMul<Tensor2D>(slice<Tensor2D>(x, [0, 0], [1, 2]), slow);
    const [written] = values(change).map((value) => 1 / (1 + Math.exp(-10 * value)));
    expect([...values(cell.step({ slow }, state, y)[1])][0]).toBeCloseTo(written, 6);
  });

  test('B3 a recurrent net leaves its weights alone, bit for bit, where its sources are silent', () => {
    const cell = selfAddressingCell({ inputs: 2, units: 3 });
    const params = cell.init(key(4));
    const before = cell.initialState(params, 2);
    const [silent] = cell.step(params, before, full<Tensor2D>([2, 2], 0));
    expect(silent.weights).toEqualTensor(before.weights);
    const [loud] = cell.step(params, before, full<Tensor2D>([2, 2], 1));
    expect([...values(loud.weights)]).not.toEqual([...values(before.weights)]);
  });

  test('B4 a matrix that asks for what it finds rewrites nothing, bit for bit', () => {
    const cell = selfReferentialCell({ inputs: 3, outputs: 2 });
    const { weights } = cell.init(key(5));
    const [y, q, , rates] = [[0, 2], [2, 3], [5, 3], [8, 4]].map(([from, rows]) => [...values(slice(weights, [0, from], [1, rows]))]); // prettier-ignore
    const same = { weights: tensor<Tensor3D>([...y, ...q, ...q, ...rates], [1, 12, 3]) };
    const x = normal<Tensor2D>(key(6), [4, 3]);
    const [state] = cell.step(same, cell.initialState(same, 4), x);
    expect(state.weights).toEqualTensor(cell.initialState(same, 4).weights);
    const [other] = cell.step({ weights }, cell.initialState({ weights }, 4), x);
    const [wrote, began] = [other.weights, cell.initialState({ weights }, 4).weights].map((w) => values(w));
    // All four blocks of rows are rewritten.
    for (const row of [0, 2, 5, 8]) expect(wrote[3 * row]).not.toBe(began[3 * row]);
  });

  test('B4 heads are matrices of their own', () => {
    const both = selfReferentialCell({ inputs: 6, outputs: 2, heads: 2 });
    const one = selfReferentialCell({ inputs: 3, outputs: 2 });
    const params = both.init(key(7));
    const x = normal<Tensor2D>(key(8), [1, 6]);
    const [, y] = both.step(params, both.initialState(params, 1), x);
    const alone = [0, 1].map((n) => {
      const own = { weights: slice<Tensor3D>(params.weights, [n], [1]) };
      return one.step(own, one.initialState(own, 1), slice<Tensor2D>(x, [0, 3 * n], [1, 3]))[1];
    });
    expect(stack(alone)).toBeClose(values(y), TOLERANCE.exact);
  });
});

test('B5 sizes, ranges and shapes are checked by name', () => {
  expect(() => eachRule({ steepness: 0 })).toThrow('eachRule: steepness must be a number in');
  expect(() => fromToRule({ steepness: NaN })).toThrow('fromToRule: steepness must be a number in');
  expect(() => selfReferentialCell({ inputs: 5, outputs: 2, heads: 2 })).toThrow(
    'selfReferentialCell: inputs / heads must be a whole number ≥ 1, got 2.5',
  );
  expect(() => selfAddressingCell({ inputs: 1, units: 1, threshold: 2 })).toThrow(
    'threshold must be a number in 0..1',
  );
  const weights = full<Tensor3D>([B, V, K], 0.5);
  expect(() => eachRule().write(weights, { change: full([B, K, V], 0) })).toThrow(
    'eachRule: change must be [B=2, V=5, K=3], got [2, 3, 5]',
  );
  const cell = programmedCell({ slowInputs: 2, fastInputs: 2, outputs: 1, form: 'fromto' });
  const params = cell.init(key(1));
  expect(() => cell.step(params, cell.initialState(params, 1), full([1, 3], 0))).toThrow(
    'programmedCell: x must be [B, 4], got [1, 3]',
  );
});
