// Rules N1–N6 of ../SPEC.md, and R1–R7 for this experiment.
import { stream } from '@saccade/lstm';
import { foldIn, key, start, unstack, values } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import '@saccade/math/testing';
import { reberGrammar, reberStream } from '@saccade/tasks';
import { beforeAll, expect, test } from 'vitest';
import { reberNet } from '../src/continual-reber/net.ts';
import type { ReberNet, ReberParams } from '../src/continual-reber/net.ts';
import { onlineTrainer } from '../src/continual-reber/online.ts';
import type { ReberOptions } from '../src/continual-reber/options.ts';
import { makeReader } from '../src/continual-reber/reader.ts';
import { isWrong, leaning, OUTER_SYMBOL } from '../src/continual-reber/symbols.ts';
import { continualReber, resolveOptions, runExperiment } from '../src/index.ts';
import type { OptionValue } from '../src/index.ts';
import { learn64 } from './reber-oracle.ts';
import { testRunContract } from './run-contract.ts';
import type { ShortTraining } from './run-contract.ts';
import { untyped } from './runs.ts';

beforeAll(async () => {
  await start();
});

const GRAMMAR = reberGrammar('embedded');
const paper = (overrides: Readonly<Record<string, OptionValue>> = {}): ReberOptions =>
  resolveOptions(continualReber, 'paper', overrides);
const rows = (x: Tensor2D): number[][] => unstack(x).map((row) => [...values(row)]);
const plain = ({ blocks: { gates, cells }, out }: ReberParams) => ({
  ...{ gates: rows(gates), cells: rows(cells), out: rows(out) },
});

function lessons(edges: Int32Array) {
  return [...edges].map((edge) => ({
    x: Array.from({ length: 7 }, (_, k) => (GRAMMAR.symbol[edge] === k ? 1 : 0)),
    target: [...GRAMMAR.possible.slice(edge * 7, edge * 7 + 7)],
    begins: edge < 2,
  }));
}

/** Weights that foretell a few symbols. */
function knowing(net: ReberNet): ReberParams {
  const trainer = onlineTrainer(net, paper());
  let params = net.init(key(8));
  for (let i = 0; i < 2000; i++) ({ params } = trainer.learn(params, foldIn(key(1), i)));
  trainer.dispose();
  return params;
}

test('N1 the paper’s net has 424 weights, biases as it says, and 360 without forget gates', () => {
  const count = (options: ReberOptions): number => {
    const { blocks, out } = reberNet(options).init(key(1));
    return blocks.gates.size + blocks.cells.size + out.size;
  };
  expect(count(paper())).toBe(424);
  expect(count(paper({ forgetGate: 'no' }))).toBe(360);
  const { gates } = reberNet(paper()).init(key(1)).blocks;
  expect(rows(gates).at(-1)).toEqual([-0.5, -1, -1.5, -2, 0.5, 1, 1.5, 2, -0.5, -1, -1.5, -2]);
});

test.each([
  ['with forget gates', {}],
  ['without', { forgetGate: 'no' }],
  ['with a falling rate', { rateDecay: 0.9 }],
  ['with external resets', { reset: 'strings', forgetGate: 'no' }],
] as const)('N2 streams are learned on line as the paper’s equations say, in float64: %s', (_, overrides) => {
  const options = paper({ ...overrides, initScale: 0.5 });
  const net = reberNet(options);
  const trainer = onlineTrainer(net, options);
  let params = net.init(key(2));
  const expected = plain(params);
  const settings = {
    ...{ blocks: 4, forgets: options.forgetGate === 'yes', resets: options.reset === 'strings' },
    ...{ rate: options.rate, rateDecay: options.rateDecay },
  };
  const lengths = Array.from({ length: 500 }, (_, i) => {
    const edges = reberStream(GRAMMAR, foldIn(key(3), i)).take(200);
    const learned = trainer.learn(params, foldIn(key(3), i));
    params = learned.params;
    expect(learned.symbols).toBe(learn64(expected, lessons(edges), settings));
    return learned.symbols;
  });
  expect(Math.max(...lengths)).toBeGreaterThan(4);
  // Float32 rounding, over hundreds of updates.
  const close = { rtol: 1e-3, atol: 1e-3 };
  expect(params.blocks.gates).toBeClose(expected.gates, close);
  expect(params.blocks.cells).toBeClose(expected.cells, close);
  expect(params.out).toBeClose(expected.out, close);
  trainer.dispose();
});

test('N3 a stream has no more symbols than it may, and ends where the rate would change nothing more', () => {
  const lengthOf = (overrides: Readonly<Record<string, OptionValue>>): number => {
    const options = paper(overrides);
    const net = reberNet(options);
    const [params, trainer] = [knowing(net), onlineTrainer(net, options)];
    const { symbols } = trainer.learn(params, key(5));
    trainer.dispose();
    return symbols;
  };
  const free = lengthOf({});
  expect(free).toBeGreaterThan(3);
  expect(lengthOf({ symbols: free - 1 })).toBe(free - 1);
  // 0.5 · 1e-12 after one symbol: the piece of 40 that is learned from at once may end sooner by an error only.
  expect(lengthOf({ rateDecay: 1e-12 })).toBeLessThanOrEqual(40);
});

test('N4 a prediction is wrong if any output is 0.49 or more from its target, or no number', () => {
  const edge = reberStream(GRAMMAR, key(6)).take(1)[0];
  const target = [...GRAMMAR.possible.slice(edge * 7, edge * 7 + 7)];
  const off = (by: number): number[] => target.map((t) => t + (t === 1 ? -by : by));
  expect(isWrong(off(0.48), 0, edge)).toBe(false);
  expect(isWrong([9, 9, ...off(0.48)], 2, edge)).toBe(false);
  expect(isWrong(off(0.5), 0, edge)).toBe(true);
  for (let k = 0; k < 7; k++) {
    const one = target.map((t, i) => (i === k ? 1 - t : t));
    expect(isWrong(one, 0, edge)).toBe(true);
    expect(
      isWrong(
        one.map((t, i) => (i === k ? NaN : t)),
        0,
        edge,
      ),
    ).toBe(true);
  }
});

test('N4 the outer symbol is asked for once a string, before its end', () => {
  const edges = reberStream(GRAMMAR, key(7)).take(5000);
  const text = [...edges].map((edge) => 'BTPSXVE'[GRAMMAR.symbol[edge]]).join('');
  const asked = [...edges]
    .map((edge) => ({ '1': 'T', '-1': 'P', '0': '.' })[String(OUTER_SYMBOL[edge])])
    .join('');
  for (const { 0: string, index } of text.matchAll(/B([TP])B[^E]*E\1E/g)) {
    const here = asked.slice(index, index + string.length);
    expect(here).toBe(`${'.'.repeat(string.length - 3)}${string[1]}..`);
  }
  expect(leaning([0, 0.75, 0.5, 0, 0, 0, 0], 0)).toBe(0.25);
});

test('N5 streams read side by side are those read one by one, symbol by symbol', () => {
  const options = paper();
  const net = reberNet(options);
  const params = knowing(net);
  const reader = makeReader(net);
  const reading = { key: key(9), streams: 40, symbols: 100 };
  const lengths = reader.errorFree(params, reading);
  const expected = Array.from({ length: 40 }, (_, b) => {
    const run = stream(net, params, { inputs: 8 });
    const edges = reberStream(GRAMMAR, foldIn(key(9), b)).take(100);
    const wrong = lessons(edges).findIndex(({ x, begins }, t) =>
      isWrong(run.step(Float32Array.from([...x, begins ? 1 : 0])), 0, edges[t]),
    );
    run.dispose();
    return wrong < 0 ? 100 : wrong;
  });
  expect(lengths).toEqual(expected);
  expect(new Set(lengths).size).toBeGreaterThan(1);
  const early = reader.errorFree(params, reading, true);
  expect(Math.min(...early)).toBe(Math.min(...expected));
  expect(reader.errorFree(params, { ...reading, symbols: 1 }).every((length) => length <= 1)).toBe(true);
  reader.dispose();
});

test('N6 the preset quick learns what an LSTM that cannot forget does not', async () => {
  const accuracy = async (forgetGate: string): Promise<number> => {
    const options = resolveOptions(continualReber, 'quick', { forgetGate });
    return (await runExperiment(continualReber, options, { seed: 1, episodes: 1000 })).metrics.outerAccuracy;
  };
  const [forgetting, not] = [await accuracy('yes'), await accuracy('no')];
  // Chance is ½, with a standard error of 0.016.
  expect(forgetting).toBeGreaterThan(0.9);
  expect(not).toBeLessThan(0.75);
});

const TINY = { streams: 450, updates: 120, batch: 3, piece: 6, pieces: 7 };
const shared = { experiment: untyped(continualReber), drawings: 2, otherSizes: { blocks: 3 } };
const short: readonly ShortTraining[] = [
  {
    ...{ ...shared, changes: { ...TINY, learning: 'online' } },
    slices: [200, 400, 450],
    unmeasured: ['loss'],
  },
  {
    ...{ ...shared, changes: { ...TINY, learning: 'batches' } },
    slices: [50, 100, 120],
    unmeasured: ['streamLength'],
  },
];

short.forEach(testRunContract);
