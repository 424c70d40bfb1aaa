// Rules C1–C4 of ../SPEC.md. Reference values: reference.test.ts.
import { flattenTree, key, normal, reshape, slice, unstack } from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import { associativeCell, deltaRule, gatedCell, innerLoopCell, sumRule, unroll } from '../src/index.ts';
import { cells } from './fixtures.ts';

const [T, B, I] = [6, 3, 4];
const inputs = (): Tensor3D => normal(key(21), [T, B, I]);

eachBackend(['cpu', 'wasm'], () => {
  test.each(cells)('C1 $name: a sequence gives the bits of its steps', ({ cell }) => {
    const params = cell.init(key(1));
    const { state, outputs } = unroll(cell, params, inputs());
    let carried = cell.initialState(params, B);
    (unstack(inputs()) as Tensor2D[]).forEach((x, t) => {
      const [next, y] = cell.step(params, carried, x);
      carried = next;
      const [, , O] = outputs.shape;
      expect(y).toEqualTensor(reshape(slice(outputs, [t, 0, 0], [1, B, O]), [B, O]));
    });
    expect(carried).toBeClose(state, TOLERANCE.exact);
  });

  test.each(cells)('C2 $name: a sequence goes on from a state', ({ cell }) => {
    const params = cell.init(key(2));
    const [first, second] = [[0, 2], [2, T - 2]].map(([t, length]) => slice<Tensor3D>(inputs(), [t], [length])); // prettier-ignore
    const middle = unroll(cell, params, first);
    const after = unroll(cell, params, second, middle);
    expect(after.state).toBeClose(unroll(cell, params, inputs()).state, TOLERANCE.exact);
  });

  test.each(cells)('C3 $name: a step, a sequence and a beginning leave what they return', ({ cell }) => {
    const params = cell.init(key(3));
    const state = cell.initialState(params, B);
    const [x, xs] = [normal<Tensor2D>(key(4), [B, I]), inputs()];
    const distinct = (tree: object): number => new Set(flattenTree<object, Tensor>(tree).leaves).size;
    const steps = cell.step(params, state, x);
    expect(tensorsLeft(() => cell.step(params, state, x))).toBe(distinct(steps));
    const run = unroll(cell, params, xs);
    expect(tensorsLeft(() => unroll(cell, params, xs))).toBe(distinct(run));
    expect(tensorsLeft(() => cell.initialState(params, B))).toBe(distinct(state));
    expect(tensorsLeft(() => cell.init(key(3)))).toBe(distinct(params));
  });
});

test('C4 sizes and shapes are checked by name', () => {
  const sizes = { inputs: I, keySize: 2, valueSize: 2 };
  expect(() => associativeCell({ ...sizes, heads: 0, rule: sumRule })).toThrow(
    'associativeCell: heads must be a whole number ≥ 1, got 0',
  );
  expect(() => innerLoopCell({ inputs: I, hidden: 2.5 })).toThrow('innerLoopCell: hidden must be');
  expect(() => gatedCell({ inputs: 0, hidden: 2 })).toThrow('gatedCell: inputs must be');
  const cell = associativeCell({ ...sizes, rule: deltaRule });
  const params = cell.init(key(1));
  const wide = normal<Tensor2D>(key(2), [B, I + 1]);
  expect(() => cell.step(params, cell.initialState(params, B), wide)).toThrow(
    'associativeCell: x must be [B, I=4], got [3, 5]',
  );
});
