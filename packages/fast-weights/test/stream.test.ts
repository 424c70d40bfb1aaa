// Rules S1–S4 of ../SPEC.md.
import {
  disposeTree,
  key,
  mapTree,
  mul,
  normal,
  normalValues,
  start,
  tensorCount,
  unstack,
  values,
} from '@saccade/math';
import type { Tensor2D, Tensor3D } from '@saccade/math';
import { TOLERANCE } from '@saccade/math/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  associativeCell,
  deltaRule,
  DivergedError,
  dpfpFeatures,
  gatedCell,
  gatedDeltaRule,
  programmedCell,
  selfAddressingCell,
  selfReferentialCell,
  stream,
  sumRule,
  unroll,
} from '../src/index.ts';
import type { Cell, Stream } from '../src/index.ts';
import { cells } from './fixtures.ts';

beforeAll(async () => {
  await start();
});

test.each(cells)('S1 $name: a stream gives the bits of a sequence, and goes on from a state', ({ cell }) => {
  const params = cell.init(key(1));
  const xs = normal<Tensor3D>(key(2), [5, 2, 4]);
  const { state, outputs } = unroll(cell, params, xs);
  const run = stream(cell, params, { inputs: 4, batch: 2 });
  const streamed = () => (unstack(xs) as Tensor2D[]).map((x) => [...run.step(values<Float32Array>(x))]);
  const first = streamed();
  expect(outputs).toBeClose(Float32Array.from(first.flat()), TOLERANCE.exact);
  expect(run.state()).toBeClose(state, TOLERANCE.exact);
  const on = stream(cell, params, { inputs: 4, batch: 2, state });
  expect(on.step(new Float32Array(8))).toEqual(run.step(new Float32Array(8)));
  run.reset();
  expect(streamed()).toEqual(first);
  run.dispose();
  on.dispose();
});

describe('a million steps', () => {
  const MILLION = 1_000_000;
  const SPAN = 10_000;
  const sizes = { inputs: 4, keySize: 6, valueSize: 6 };
  const lasting = Object.entries({
    delta: associativeCell({ ...sizes, rule: deltaRule }),
    'gated delta': associativeCell({ ...sizes, rule: gatedDeltaRule }),
    gated: gatedCell({ inputs: 4, hidden: 6 }),
    'bounded, each': programmedCell({ slowInputs: 2, fastInputs: 2, outputs: 3, form: 'each' }),
    'bounded, fromto': programmedCell({ slowInputs: 2, fastInputs: 2, outputs: 3, form: 'fromto' }),
    'self-addressing': selfAddressingCell({ inputs: 4, units: 6 }),
  }).map(([name, cell]) => ({ name, cell: cell as unknown as Cell<object, object> }));

  /** A span of random inputs, which comes again and again: what differs between two spans is not what came in. */
  const inputs = normalValues(key(0), 4 * SPAN);
  const xs = Array.from({ length: SPAN }, (_, t) => inputs.subarray(4 * t, 4 * t + 4));

  /** Mean size of the outputs over a span. */
  function meanNorm(run: Stream<object>): number {
    let total = 0;
    for (const x of xs) {
      let square = 0;
      for (const value of run.step(x)) square += value * value;
      total += Math.sqrt(square);
    }
    return total / SPAN;
  }

  test.each(lasting)('S2 of $name give no NaN and no drift', ({ cell }) => {
    const params = cell.init(key(7));
    const run = stream(cell, params, { inputs: 4 });
    const norms: number[] = [];
    for (let t = 0; t < MILLION; t += SPAN) norms.push(meanNorm(run));
    const mean = (list: number[]): number => list.reduce((sum, norm) => sum + norm, 0) / list.length;
    expect(mean(norms.slice(1, 11)) / mean(norms.slice(-10))).toBeCloseTo(1, 1);
    run.dispose();
  });

  test('S2 a sum of outer products drifts within ten thousand', () => {
    const cell = associativeCell({ ...sizes, rule: sumRule });
    const run = stream(cell, cell.init(key(7)), { inputs: 4 }) as Stream<object>;
    const first = meanNorm(run);
    expect(meanNorm(run) / first).toBeGreaterThan(2);
    run.dispose();
  });
});

test('S3 a stream whose numbers grow beyond float32 ends with the step and the tensor', () => {
  // Keys longer than √2 let the delta rule overshoot, more at each step.
  const cell = associativeCell({
    inputs: 1,
    keySize: 2,
    valueSize: 2,
    rule: deltaRule,
    features: dpfpFeatures(),
  });
  const params = mapTree((leaf) => mul(leaf, 10), cell.init(key(3)));
  const run = stream(cell, params, { inputs: 1 });
  let made = 0;
  let caught: unknown;
  try {
    for (; made < 1000; made++) run.step(Float32Array.of(made % 2 === 0 ? 1 : -1));
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(DivergedError);
  const { step, tensor: where, message } = caught as DivergedError;
  expect({ step, where }).toEqual({ step: made + 1, where: 'state.weights' });
  expect(message).toBe(`the stream diverged at step ${step}: the tensor state.weights is not finite`);
  // What it was before that step is still there.
  expect(values(run.state().weights).every(Number.isFinite)).toBe(true);
  run.reset();
  expect(run.step(Float32Array.of(1)).every(Number.isFinite)).toBe(true);
  run.dispose();
});

test('S3 a self-referential matrix that has not learned to hold itself outgrows float32, and its stream says so', () => {
  const cell = selfReferentialCell({ inputs: 4, outputs: 6, heads: 2 });
  const run = stream(cell, cell.init(key(7)), { inputs: 4 });
  const x = normalValues(key(0), 4 * 10_000);
  expect(() => {
    for (let t = 0; t < 10_000; t++) run.step(x.subarray(4 * t, 4 * t + 4));
  }).toThrow(/^the stream diverged at step \d+: the tensor state\.weights is not finite$/);
  run.dispose();
});

test('S4 a stream makes no tensors, and frees what it holds', () => {
  const cell = associativeCell({ inputs: 4, keySize: 6, valueSize: 6, rule: deltaRule });
  const params = cell.init(key(1));
  const before = tensorCount();
  const run = stream(cell, params, { inputs: 4 });
  const held = tensorCount();
  for (let t = 0; t < 100; t++) run.step(normalValues(key(t), 4));
  expect(tensorCount()).toBe(held);
  run.dispose();
  expect(tensorCount()).toBe(before);
  disposeTree(params);
});
