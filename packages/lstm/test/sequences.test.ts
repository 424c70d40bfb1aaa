// Rules S1–S6 of ../SPEC.md.
import {
  dispose,
  flattenTree,
  grad,
  key,
  mapTree,
  mean,
  mul,
  normalValues,
  slice,
  split,
  square,
  start,
  sum,
  tensor,
  unstack,
  values,
} from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { DivergedError, lstmCell, stream, unroll, unrollStates } from '../src/index.ts';
import type { LstmState } from '../src/index.ts';
import { cells, HIDDEN, INPUTS } from './cells.ts';
import type { AnyCell } from './cells.ts';

beforeAll(async () => {
  await start();
});

const [STEPS, BATCH] = [6, 3];

function drawn(cell: AnyCell, seed = 11) {
  const [kParams, kInputs] = split(key(seed), 2);
  const xs = tensor<Tensor3D>(normalValues(kInputs, STEPS * BATCH * INPUTS), [STEPS, BATCH, INPUTS]);
  return { params: cell.init(kParams), xs };
}

const equal = (got: unknown, expected: unknown) => {
  const [a, b] = [got, expected].map((tree) => flattenTree(tree).leaves);
  expect(a).toHaveLength(b.length);
  a.forEach((leaf, i) => expect(leaf).toEqualTensor(b[i]));
};

test.each(cells)('S1 %s over a sequence is step after step, bit for bit', (_, cell) => {
  const { params, xs } = drawn(cell);
  let state = cell.initialState(params, BATCH);
  const outputs: Tensor[] = [];
  const all = unrollStates(cell, params, xs);
  unstack<Tensor2D>(xs).forEach((x, t) => {
    const [next, output] = cell.step(params, state, x);
    state = next;
    outputs.push(output);
    equal(
      mapTree((leaf) => unstack(leaf)[t], all.states),
      state,
    );
  });
  equal(all.state, state);
  equal(unstack(all.outputs), outputs);
  equal(unroll(cell, params, xs), { state: all.state, outputs: all.outputs });
});

test.each(cells)(
  'S2 a stream of %s gives the bits of the sequence, and goes on from any state',
  (_, cell) => {
    const { params, xs } = drawn(cell);
    const { outputs, state } = unroll(cell, params, xs);
    const inputs = unstack(xs).map((x) => values(x) as Float32Array);
    const whole = stream(cell, params, { inputs: INPUTS, batch: BATCH });
    const got = inputs.map((x) => [...whole.step(x)]);
    expect(got.flat()).toEqual([...values(outputs)]);
    equal(whole.state(), state);
    whole.reset();
    expect([...whole.step(inputs[0])]).toEqual(got[0]);
    const later = stream(cell, params, { inputs: INPUTS, batch: BATCH, state: whole.state() });
    dispose(params);
    inputs.slice(1).forEach((x, t) => expect([...later.step(x)]).toEqual(got[t + 1]));
    whole.dispose();
    later.dispose();
  },
);

test.each(cells)('S3 a masked sequence of %s is the shorter one, gradients included', (_, cell) => {
  const { params, xs } = drawn(cell);
  const lengths = [6, 4, 1];
  const on = Array.from({ length: STEPS }, (_, t) => lengths.map((length) => t < length));
  const mask = tensor<Tensor2D>(on);
  const { outputs, state } = unroll(cell, params, xs, { mask });
  const loss = (of: typeof params, x: Tensor3D, masked?: Tensor2D) =>
    sum(square(unroll(cell, of, x, { mask: masked }).outputs));
  const wholeGradient = flattenTree(grad(loss)(params, xs, mask)).leaves;
  const added = wholeGradient.map(({ size }) => new Float64Array(size));
  lengths.forEach((length, row) => {
    const short = slice(xs, [0, row, 0], [length, 1, INPUTS]) as Tensor3D;
    const alone = unroll(cell, params, short);
    expect(slice(outputs, [0, row, 0], [length, 1, HIDDEN])).toBeClose(alone.outputs, TOLERANCE.product);
    const rest = [...values(slice(outputs, [length, row, 0], [STEPS - length, 1, HIDDEN]))];
    expect(rest.every((value) => value === 0)).toBe(true);
    flattenTree(state).leaves.forEach((leaf, i) =>
      expect(slice(leaf, [row, 0], [1, HIDDEN])).toBeClose(
        flattenTree(alone.state).leaves[i],
        TOLERANCE.product,
      ),
    );
    flattenTree(grad(loss)(params, short)).leaves.forEach((leaf, i) =>
      values(leaf).forEach((value, j) => (added[i][j] += value)),
    );
  });
  wholeGradient.forEach((leaf, i) => expect(leaf).toBeClose(added[i], { rtol: 1e-4, atol: 1e-5 }));
});

test.each(cells)('S4 steps written out are those of the loop, gradients included: %s', (_, cell) => {
  const { params, xs } = drawn(cell);
  const mask = tensor<Tensor2D>(Array.from({ length: STEPS }, (_, t) => [true, t < 3, t < 5]));
  for (const options of [{}, { mask }]) {
    equal(unroll(cell, params, xs, { ...options, expand: true }), unroll(cell, params, xs, options));
    const loss = (of: typeof params, expand: boolean) =>
      mean(square(unroll(cell, of, xs, { ...options, expand }).outputs));
    const [looped, expanded] = [false, true].map((expand) => flattenTree(grad(loss)(params, expand)).leaves);
    expanded.forEach((leaf, i) => expect(leaf).toBeClose(values(looped[i]), TOLERANCE.product));
  }
});

test('S5 gradients in segments are those of the whole', () => {
  const cell = lstmCell({ inputs: INPUTS, hidden: HIDDEN });
  const { params, xs } = drawn(cell as unknown as AnyCell);
  const loss = (of: typeof params, segment?: number) =>
    sum(mul(unroll(cell, of as never, xs, { segment }).outputs, 0.5));
  const whole = flattenTree(grad(loss)(params)).leaves;
  flattenTree(grad(loss)(params, 4)).leaves.forEach((leaf, i) =>
    expect(leaf).toBeClose(values(whole[i]), TOLERANCE.product),
  );
});

test('S6 unrolling leaves what it returns; a stream frees all it took', () => {
  const cell = lstmCell({ inputs: INPUTS, hidden: HIDDEN });
  const { params, xs } = drawn(cell as unknown as AnyCell);
  expect(tensorsLeft(() => unroll(cell, params as never, xs))).toBe(3);
  expect(tensorsLeft(() => unrollStates(cell, params as never, xs))).toBe(5);
  const streamed = () => {
    const run = stream(cell, params as never, { inputs: INPUTS });
    run.step(new Float32Array(INPUTS));
    run.dispose();
  };
  expect(tensorsLeft(streamed)).toBe(0);
});

test('S6 sequences and masks that do not fit are named', () => {
  const cell = lstmCell({ inputs: INPUTS, hidden: HIDDEN });
  const { params, xs } = drawn(cell as unknown as AnyCell);
  const mask = tensor<Tensor2D>([[true, true]]);
  expect(() => unroll(cell, params as never, xs, { mask })).toThrow(
    'unroll: mask must be [T=6, B=3], got [1, 2]',
  );
});

test('S2 a million steps of a stream stay bounded as an LSTM is, and end where the first thousands did', () => {
  const cell = lstmCell({ inputs: 2, hidden: 4 });
  const run = stream(cell, cell.init(key(6)), { inputs: 2 });
  const inputs = Array.from({ length: 64 }, (_, i) => normalValues(key(i), 2));
  const after: LstmState[] = [];
  let largest = 0;
  for (let t = 0; t < 1_000_000; t++) {
    if (t === 6400) after.push(run.state());
    const [a, b, c, d] = run.step(inputs[t % 64]);
    largest = Math.max(largest, Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
  }
  expect(largest).toBeLessThanOrEqual(1);
  expect(largest).toBeGreaterThan(0.01);
  // Inputs come again every 64 steps, and both counts are multiples of that.
  expect(run.state()).toBeClose(after[0], TOLERANCE.product);
  run.dispose();
});

test('S2 a stream that is fed what is no number ends with the step and the tensor, and keeps the state before', () => {
  const cell = lstmCell({ inputs: 2, hidden: 4 });
  const run = stream(cell, cell.init(key(6)), { inputs: 2 });
  for (let t = 0; t < 2; t++) run.step(Float32Array.of(1, -1));
  const before = run.state();
  expect(() => run.step(Float32Array.of(1, NaN))).toThrow(DivergedError);
  equal(run.state(), before);
  run.reset();
  run.step(Float32Array.of(1, -1));
  expect(() => run.step(Float32Array.of(NaN, 1))).toThrow(
    'the stream diverged at step 2: the tensor state.h is not finite',
  );
  run.dispose();
});
