import { start, tensorCount } from '@saccade/math';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireAgreement } from '../src/bench/agree.ts';
import { deltaRuleWork } from '../src/bench/models/delta-rule.ts';
import { lstmWork } from '../src/bench/models/lstm.ts';
import { policyWork } from '../src/bench/models/policy.ts';
import type { Torch } from '../src/bench/torch.ts';
import { startTorch } from '../src/bench/torch.ts';
import type { Work } from '../src/bench/types.ts';
import { makeWork, WORK_NAMES } from '../src/bench/works.ts';
import { findPythonWithTorch } from '../src/host/python.ts';
import { deltaRuleLoss64, lstmLoss64 } from './bench-oracles.ts';

const lstm = lstmWork('lstm', { batch: 2, inputs: 3, hidden: 5, steps: 4 });
const deltaRule = deltaRuleWork('delta', { batch: 2, width: 3, steps: 4 });
const policy = policyWork('policy', { inputs: 16, hidden: 32, actions: 4 });
const works = [lstm, deltaRule, policy];

const python = findPythonWithTorch();
let torch: Torch | undefined;
beforeAll(async () => {
  await start();
  if (python !== undefined) torch = await startTorch(python);
});
afterAll(() => torch?.close());

test.each([
  [lstm, lstmLoss64],
  [deltaRule, deltaRuleLoss64],
] as const)('the first loss is that of plain loops in float64: $name', (work, oracle) => {
  const contender = work.open('eager');
  const [loss] = contender.first(1) as number[];
  contender.close();
  expect(Math.abs(loss! / oracle(work.arrays) - 1)).toBeLessThan(1e-5);
});

test.each([lstm, deltaRule])('the loss falls, and every request begins anew: $name', (work) => {
  const contender = work.open('eager');
  const [first, second] = [contender.first(20) as number[], contender.first(20) as number[]];
  contender.close();
  expect(first.at(-1)).toBeLessThan(first[0]!);
  expect(second).toEqual(first);
});

test('policies act on observations in turn', () => {
  const contender = policy.open('eager');
  const actions = contender.first(9) as number[];
  contender.close();
  expect(actions.slice(32)).toEqual(actions.slice(0, 4));
  expect(new Set(actions).size).toBe(32);
});

test.each(works)('compiled and eager agree, and leave no tensors: $name', async (work) => {
  const before = tensorCount();
  const contenders = { eager: work.open('eager'), compiled: work.open('compiled') };
  await requireAgreement(work, contenders);
  for (const contender of Object.values(contenders)) {
    expect(await contender.time(2, 1)).toBeGreaterThan(0);
    contender.close();
  }
  expect(tensorCount()).toBe(before);
});

test.runIf(python !== undefined).each(works)('PyTorch does the same work: $name', async (work) => {
  const contenders = { eager: work.open('eager'), torch: await torch!.open(work) };
  await requireAgreement(work, contenders);
  expect(await contenders.torch.time(2, 1)).toBeGreaterThan(0);
  contenders.eager.close();
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
  const open = (by: number) => ({ eager: lstm.open('eager'), compiled: biased(lstm, by).open('eager') });
  const near = open(5e-6);
  await requireAgreement(lstm, near);
  const far = open(2e-5);
  await expect(requireAgreement(lstm, far)).rejects.toThrow(
    /^lstm: contenders must agree, got 0\.\d+ \(eager\) and 0\.\d+ \(compiled\) as result 1$/,
  );
  for (const contender of [...Object.values(near), ...Object.values(far)]) contender.close();
});

test('multiply-adds are those of the products, forward and backward', () => {
  const [gates, fromH] = [2 * (3 + 5) * 20, 5 * 20];
  expect(lstm.multiplyAdds).toBe(4 * 2 * (gates + fromH));
  expect(deltaRule.multiplyAdds).toBe(4 * 2 * (2 * 3 * 10 + 9 * 9));
  expect(policy.multiplyAdds).toBe(640);
});

test('the table has its five rows', () => {
  expect(WORK_NAMES).toEqual(['lstm-b1-h32', 'lstm-b16-h32', 'lstm-b64-h256', 'delta-b16-d32', 'policy-b1']);
  expect(WORK_NAMES.map((name) => makeWork(name).arrays.x?.shape)).toEqual([
    [50, 1, 8],
    [50, 16, 8],
    [50, 64, 64],
    [64, 16, 32],
    undefined,
  ]);
});
