// Rules B1–B5 of ../SPEC.md.
import {
  add,
  concat,
  grad,
  key,
  mul,
  normalValues,
  reshape,
  slice,
  split,
  start,
  stopGradient,
  sum,
  tensor,
  unstack,
  values,
  zeros,
  zipTrees,
} from '@saccade/math';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import { checkGrads, TOLERANCE } from '@saccade/math/testing';
import { beforeAll, expect, test } from 'vitest';
import { lstmCell, memoryBlocks, unroll } from '../src/index.ts';
import type { BlockOptions, BlockParams, LstmState, MemoryBlocks } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const [INPUTS, BLOCKS, PER_BLOCK] = [3, 2, 2];
const SIZE = BLOCKS * PER_BLOCK;
const sizes = { inputs: INPUTS, blocks: BLOCKS, cellsPerBlock: PER_BLOCK };
const kinds: readonly (readonly [string, Partial<BlockOptions>])[] = [
  ['of 2000', {}],
  ['of 1997', { forgetGate: false }],
  ['of 2000 with tanh', { squash: 'tanh' }],
];

const sequence = (steps: number, batch: number): Tensor3D =>
  tensor(normalValues(key(8), steps * batch * INPUTS), [steps, batch, INPUTS]);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** A step of one sequence in float64, cell by cell. */
function step64(
  { gates, cells }: { readonly gates: readonly number[][]; readonly cells: readonly number[][] },
  h: readonly number[],
  c: readonly number[],
  x: readonly number[],
  forgets: boolean,
) {
  const u = [...x, ...h, 1];
  const from = (w: readonly number[][], column: number): number =>
    w.reduce((total, row, m) => total + u[m] * row[column], 0);
  const gate = (kind: number, j: number): number => sigmoid(from(gates, kind * BLOCKS + j));
  const next = c.map((old, n) => {
    const j = n % BLOCKS;
    const kept = forgets ? gate(1, j) * old : old;
    return kept + gate(0, j) * (4 * sigmoid(from(cells, n)) - 2);
  });
  const shown = next.map((cell, n) => gate(forgets ? 2 : 1, n % BLOCKS) * (2 * sigmoid(cell) - 1));
  return { h: shown, c: next };
}

const rows = (x: Tensor2D): number[][] => unstack(x).map((row) => [...values(row)]);

test.each([true, false])('B1 steps equal a float64 oracle, forget gates: %s', (forgetGate) => {
  const net = memoryBlocks({ ...sizes, forgetGate, initScale: 1 });
  const params = net.init(key(1));
  const plain = { gates: rows(params.gates), cells: rows(params.cells) };
  let state = net.initialState(params, 1);
  let expected = { h: Array<number>(SIZE).fill(0), c: Array<number>(SIZE).fill(0) };
  for (const x of unstack<Tensor2D>(sequence(6, 1))) {
    [state] = net.step(params, state, x);
    expected = step64(plain, expected.h, expected.c, [...values(x)], forgetGate);
    expect(state.h).toBeClose([expected.h], TOLERANCE.product);
    expect(state.c).toBeClose([expected.c], TOLERANCE.product);
  }
});

test.each(kinds)('B1 gradients of blocks %s equal central differences', (_, options) => {
  const net = memoryBlocks({ ...sizes, ...options, initScale: 1 });
  const xs = sequence(3, 2);
  checkGrads((params: BlockParams) => unroll(net, params, xs).outputs, net.init(key(2)));
});

test('B2 forget gates that are wide open make LSTM of 2000 that of 1997, bit for bit', () => {
  const [old, young] = [false, true].map((forgetGate) => memoryBlocks({ ...sizes, forgetGate }));
  const { gates, cells } = old.init(key(3));
  const [input, output] = split<Tensor2D>(gates, 2, 1);
  const open = concat([zeros([INPUTS + SIZE, BLOCKS]), tensor([[100, 100]])], 0);
  const xs = sequence(50, 2);
  const expected = unroll(old, { gates, cells }, xs);
  const got = unroll(young, { gates: concat([input, open, output], 1), cells }, xs);
  expect(got.outputs).toEqualTensor(expected.outputs);
  expect(got.state.c).toEqualTensor(expected.state.c);
});

test('B2 blocks of one cell with tanh are an LSTM whose candidate has no bias', () => {
  const net = memoryBlocks({ inputs: INPUTS, blocks: SIZE, cellsPerBlock: 1, squash: 'tanh' });
  const { gates, cells } = net.init(key(4));
  const [i, f, o] = split<Tensor2D>(gates, 3, 1);
  const whole = concat([i, f, concat([cells, zeros([1, SIZE])], 0), o], 1);
  const part = (from: number, count: number) => slice(whole, [from, 0], [count, 4 * SIZE]) as Tensor2D;
  const lstm = lstmCell({ inputs: INPUTS, hidden: SIZE });
  const b = reshape<Tensor1D>(part(INPUTS + SIZE, 1), [4 * SIZE]);
  const params = { wx: part(0, INPUTS), wh: part(INPUTS, SIZE), b };
  const xs = sequence(9, 2);
  expect(unroll(net, { gates, cells }, xs).outputs).toBeClose(
    unroll(lstm, params, xs).outputs,
    TOLERANCE.product,
  );
});

test('B3 blocks come into use one after the other: biases by block, no biases of cells', () => {
  const net = memoryBlocks({ inputs: 7, blocks: 4, cellsPerBlock: 2 });
  const { gates, cells } = net.init(key(5));
  expect([gates.shape, cells.shape]).toEqual([
    [16, 12],
    [15, 8],
  ]);
  expect(rows(gates)[15]).toEqual([-0.5, -1, -1.5, -2, 0.5, 1, 1.5, 2, -0.5, -1, -1.5, -2]);
  const others = [...rows(gates).slice(0, 15).flat(), ...values(cells)];
  expect(Math.max(...others.map(Math.abs))).toBeLessThanOrEqual(0.2);
  expect(Math.max(...others)).toBeGreaterThan(0.19);
  expect(Math.min(...others)).toBeLessThan(-0.19);
  const old = memoryBlocks({ inputs: 7, blocks: 4, cellsPerBlock: 2, forgetGate: false }).init(key(5));
  expect(rows(old.gates)[15]).toEqual([-0.5, -1, -1.5, -2, -0.5, -1, -1.5, -2]);
});

/** The gradient that backpropagation gives when outputs are constants wherever they are fed back. */
function truncated(net: MemoryBlocks, params: BlockParams, xs: readonly Tensor2D[], weights: Tensor2D) {
  const loss = (of: BlockParams): Tensor => {
    let state: LstmState = net.initialState(of, 1);
    return xs
      .map((x) => {
        [state] = net.step(of, { h: stopGradient(state.h), c: state.c }, x);
        return sum(mul(mul(state.h, state.h), weights));
      })
      .reduce((total, term) => add(total, term));
  };
  return grad(loss)(params);
}

test.each(kinds)(
  'B4 gradients along the way add up to truncated backpropagation: blocks %s',
  (_, options) => {
    const net = memoryBlocks({ ...sizes, ...options, initScale: 1 });
    const params = net.init(key(6));
    const xs = unstack<Tensor2D>(sequence(7, 1));
    const weights = tensor<Tensor2D>([normalValues(key(9), SIZE)].map((row) => [...row]));
    let [state, traces] = [net.initialState(params, 1), net.initialTraces()];
    const steps = xs.map((x) => {
      const next = net.trace(params, state, traces, x);
      [state, traces] = [next.state, next.traces];
      return next.gradient(mul(mul(state.h, 2), weights));
    });
    const got = steps.reduce((total, by) => zipTrees((a, b) => add(a, b), total, by));
    const expected = truncated(net, params, xs, weights);
    expect(got.gates).toBeClose(expected.gates, TOLERANCE.product);
    expect(got.cells).toBeClose(expected.cells, TOLERANCE.product);
    const last = unroll(net, params, sequence(7, 1)).state;
    expect(state.c).toEqualTensor(last.c);
  },
);

test('B5 what does not fit is named', () => {
  const net = memoryBlocks(sizes);
  const params = net.init(key(7));
  const wide = tensor<Tensor2D>([[1, 2, 3, 4]]);
  expect(() => net.step(params, net.initialState(params, 1), wide)).toThrow(
    'memoryBlocks.step: x must be [B=1, 3], got [1, 4]',
  );
  const x = tensor<Tensor2D>([[1, 2, 3]]);
  expect(() => net.trace(params, net.initialState(params, 2), net.initialTraces(), x)).toThrow(
    'memoryBlocks.trace: h must be [1, 4], got [2, 4]',
  );
  expect(() => net.trace(params, net.initialState(params, 1), wide, x)).toThrow(
    'memoryBlocks.trace: traces must be [8, 12], got [1, 4]',
  );
  expect(() => memoryBlocks({ ...sizes, blocks: 0 })).toThrow(
    'memoryBlocks: blocks must be a whole number ≥ 1, got 0',
  );
});
