import { start, tensorCount } from '@saccade/math';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireAgreement } from '../src/bench/agree.ts';
import { deltaRuleWork } from '../src/bench/models/delta-rule.ts';
import { lstmStreamWork, lstmWork } from '../src/bench/models/lstm.ts';
import { policyWork } from '../src/bench/models/policy.ts';
import type { Rival } from '../src/bench/rival.ts';
import { startTfjs, startTorch } from '../src/bench/rival.ts';
import type { Work } from '../src/bench/types.ts';
import { makeWork, WORK_NAMES } from '../src/bench/works.ts';
import { findPythonWithTorch } from '../src/host/python.ts';
import { deltaRuleLoss64, lstmLoss64 } from './bench-oracles.ts';

const lstm = lstmWork('lstm', { batch: 2, inputs: 3, hidden: 5, steps: 4 });
const deltaRule = deltaRuleWork('delta', { batch: 2, width: 3, steps: 4 });
const policy = policyWork('policy', { inputs: 16, hidden: 32, actions: 4 });
const lstmStream = lstmStreamWork('stream', { inputs: 3, hidden: 5 });
const works = [lstm, deltaRule, lstmStream, policy];

const python = findPythonWithTorch();
let tfjs: Rival;
let torch: Rival | undefined;
beforeAll(async () => {
  await start();
  tfjs = await startTfjs();
  if (python !== undefined) torch = await startTorch(python);
});
afterAll(() => {
  tfjs.close();
  torch?.close();
});

test.each([
  [lstm, lstmLoss64],
  [deltaRule, deltaRuleLoss64],
] as const)('the first loss is that of plain loops in float64: $name', (work, oracle) => {
  const contender = work.open('uncompiled');
  const [loss] = contender.first(1) as number[];
  contender.close();
  expect(Math.abs(loss! / oracle(work.arrays) - 1)).toBeLessThan(1e-5);
});

test.each([lstm, deltaRule])('the loss falls, and every request begins anew: $name', (work) => {
  const contender = work.open('uncompiled');
  const [first, second] = [contender.first(20) as number[], contender.first(20) as number[]];
  contender.close();
  expect(first.at(-1)).toBeLessThan(first[0]!);
  expect(second).toEqual(first);
});

test('a stream is the LSTM in time: its last output is what one loss of a sequence sees', () => {
  const contender = lstmStream.open('compiled');
  const [first, again] = [contender.first(4) as number[], contender.first(4) as number[]];
  contender.close();
  expect(again).toEqual(first);
  const { wx, wh, b, xs } = lstmStream.arrays;
  const x = { shape: [4, 1, 3], data: xs!.data.slice(0, 12) };
  const loss = first.slice(-5).reduce((sum, h) => sum + (h - 0.5) ** 2, 0) / 5;
  expect(Math.abs(loss / lstmLoss64({ wx: wx!, wh: wh!, b: b!, x }) - 1)).toBeLessThan(1e-5);
});

test('policies act on observations in turn', () => {
  const contender = policy.open('uncompiled');
  const actions = contender.first(9) as number[];
  contender.close();
  expect(actions.slice(32)).toEqual(actions.slice(0, 4));
  expect(new Set(actions).size).toBe(32);
});

test.each(works)('compiled and uncompiled agree, and leave no tensors: $name', async (work) => {
  const before = tensorCount();
  const contenders = { uncompiled: work.open('uncompiled'), compiled: work.open('compiled') };
  await requireAgreement(work, contenders);
  for (const contender of Object.values(contenders)) {
    expect(await contender.time(2, 1)).toBeGreaterThan(0);
    contender.close();
  }
  expect(tensorCount()).toBe(before);
});

test.each(works)('tfjs does the same work with its own operations: $name', async (work) => {
  const contenders = { uncompiled: work.open('uncompiled'), tfjs: await tfjs.open(work) };
  await requireAgreement(work, contenders);
  const [ours, theirs] = [await contenders.uncompiled.first(6), await contenders.tfjs.first(6)];
  expect(theirs).toHaveLength(ours.length);
  expect(await contenders.tfjs.first(6)).toEqual(theirs);
  for (const [i, value] of theirs.entries()) expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-5);
  expect(await contenders.tfjs.time(2, 1)).toBeGreaterThan(0);
  contenders.uncompiled.close();
});

test.runIf(python !== undefined).each(works)('PyTorch does the same work: $name', async (work) => {
  const contenders = { uncompiled: work.open('uncompiled'), torch: await torch!.open(work) };
  await requireAgreement(work, contenders);
  expect(await contenders.torch.time(2, 1)).toBeGreaterThan(0);
  contenders.uncompiled.close();
});

const biased = (work: Work, by: number): Work => ({
  ...work,
  open(mode) {
    const contender = work.open(mode);
    const first = (calls: number) => (contender.first(calls) as number[]).map((value) => value * (1 + by));
    return { ...contender, first };
  },
});

test('a disagreement is refused with both numbers', async () => {
  const open = (by: number) => ({
    uncompiled: lstm.open('uncompiled'),
    compiled: biased(lstm, by).open('uncompiled'),
  });
  const near = open(5e-6);
  await requireAgreement(lstm, near);
  const far = open(2e-5);
  await expect(requireAgreement(lstm, far)).rejects.toThrow(
    /^lstm: contenders must agree, got 0\.\d+ \(uncompiled\) and 0\.\d+ \(compiled\) as result 1$/,
  );
  for (const contender of [...Object.values(near), ...Object.values(far)]) contender.close();
});

test('a contender that says too little is refused', async () => {
  const uncompiled = policy.open('uncompiled');
  const short = { ...uncompiled, first: (calls: number) => (uncompiled.first(calls) as number[]).slice(1) };
  await expect(requireAgreement(policy, { uncompiled, tfjs: short })).rejects.toThrow(
    'contenders must agree',
  );
  uncompiled.close();
});

test('multiply-adds are those of the products, forward and backward', () => {
  const [gates, fromH] = [2 * (3 + 5) * 20, 5 * 20];
  expect(lstm.multiplyAdds).toBe(4 * 2 * (gates + fromH));
  expect(deltaRule.multiplyAdds).toBe(4 * 2 * (2 * 3 * 10 + 9 * 9));
  expect(lstmStream.multiplyAdds).toBe(160);
  expect(policy.multiplyAdds).toBe(640);
});

test('the table has its six rows', () => {
  expect(WORK_NAMES).toEqual([
    ...['lstm-b1-h32', 'lstm-b16-h32', 'lstm-b64-h256', 'delta-b16-d32', 'lstm-stream-b1-h32', 'policy-b1'],
  ]);
  expect(WORK_NAMES.map((name) => makeWork(name).arrays.x?.shape)).toEqual([
    [50, 1, 8],
    [50, 16, 8],
    [50, 64, 64],
    [64, 16, 32],
    undefined,
    undefined,
  ]);
});
