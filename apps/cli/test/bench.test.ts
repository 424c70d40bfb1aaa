import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measure, median } from '../src/bench/measure.ts';
import type { Row } from '../src/bench/row.ts';
import { limitGflops, rowOf } from '../src/bench/row.ts';
import { LIMIT_FLOPS, limitContender } from '../src/bench/simd-limit.ts';
import { benchTable, formatMilliseconds, formatRatio } from '../src/bench/table.ts';
import type { Contender } from '../src/bench/types.ts';
import { makeWork } from '../src/bench/works.ts';
import { styleFor } from '../src/terminal/style.ts';
import { memoryStream } from './fixtures.ts';
import { saccade } from './saccade.ts';

const FAKE = join(import.meta.dirname, 'fake-torch.mjs');

/** A contender that says a call took so many seconds, and writes down each slice. */
function pretend(name: string, secondsOf: (slice: number) => number, diary: string[]): Contender {
  let slice = 0;
  return {
    first: () => [],
    time(calls, untimed) {
      diary.push(`${name} ${calls}+${untimed}`);
      return calls * secondsOf(slice++);
    },
    close: () => undefined,
  };
}

test('contenders take turns of equal length, after calls that are not timed', async () => {
  const diary: string[] = [];
  const slow = pretend('slow', () => 0.5, diary);
  const fast = pretend('fast', () => 0.02, diary);
  const { seconds, rounds } = await measure({ slow, fast }, { seconds: 0 });
  expect({ seconds, rounds }).toEqual({ seconds: { slow: 0.5, fast: 0.02 }, rounds: 3 });
  const warmUp = ['slow 1+0', 'fast 1+0', 'fast 2+0', 'fast 4+0'];
  expect(diary).toEqual([...warmUp, 'slow 1+0', 'fast 3+1', 'slow 1+0', 'fast 3+1', 'slow 1+0', 'fast 3+1']);
});

test('a contender that takes seconds has three turns, the first while warming up', async () => {
  const diary: string[] = [];
  const contenders = { slow: pretend('slow', () => 6, diary), fast: pretend('fast', () => 0.05, diary) };
  const { seconds, rounds } = await measure(contenders, { seconds: 0.01 });
  expect(rounds).toBeGreaterThan(2);
  expect(seconds).toEqual({ slow: 6, fast: 0.05 });
  expect(diary.filter((line) => line.startsWith('slow'))).toHaveLength(3);
});

test('one disturbed round does not count', async () => {
  const { seconds } = await measure(
    { a: pretend('a', (slice) => (slice === 2 ? 9 : 0.1), []) },
    { seconds: 0 },
  );
  expect(seconds.a).toBe(0.1);
});

test('the one who listens may end the measuring', async () => {
  const stop = (rounds: number) => {
    if (rounds === 2) throw new Error('enough');
  };
  const diary: string[] = [];
  const measuring = measure({ a: pretend('a', () => 1, diary) }, { seconds: 60, onRound: stop });
  await expect(measuring).rejects.toThrow('enough');
  expect(diary).toHaveLength(3);
});

test('the median of an even number is the mean of the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

test('the loop of multiply-adds adds a one in each of 8 sums and 10,000 rounds', () => {
  const contender = limitContender();
  expect(contender.first(2)).toEqual([80_000, 80_000]);
  const seconds = contender.time(5, 1) as number;
  expect(limitGflops(seconds / 5)).toBeGreaterThan(0.5);
  expect(limitGflops(seconds / 5)).toBeLessThan(500);
});

test('a row says times, ratios, and the share of the limit', () => {
  const work = makeWork('policy-b1');
  const seconds = { compiled: 2e-6, uncompiled: 32e-6, tfjs: 50e-6, limit: LIMIT_FLOPS / 16e9 };
  const row = rowOf({ work, seconds, rounds: 7 });
  expect(row).toMatchObject({
    name: 'policy-b1',
    uncompiledMs: 0.032,
    torchMs: null,
    vsTorch: null,
    rounds: 7,
  });
  expect(row.vsUncompiled).toBeCloseTo(16, 9);
  expect([row.eagerMs, row.vsEager]).toEqual([expect.closeTo(0.05, 9), expect.closeTo(25, 9)]);
  expect(row.gflops).toBeCloseTo(0.64, 9);
  expect(row.shareOfLimit).toBeCloseTo(0.04, 9);
  expect(rowOf({ work, seconds: { ...seconds, torch: 1e-5 }, rounds: 7 }).vsTorch).toBeCloseTo(5, 9);
});

test('the table rounds to what was measured, and shows what is absent as a dash', () => {
  const row: Row = {
    ...{ name: 'policy-b1', compiledMs: 0.00091234, uncompiledMs: 0.0212, eagerMs: 0.0361, torchMs: null },
    ...{
      vsUncompiled: 23.24,
      vsEager: 39.57,
      vsTorch: null,
      gflops: 1.40312,
      shareOfLimit: 0.05055,
      rounds: 7,
    },
  };
  expect(benchTable([row], styleFor(memoryStream())).at(-1)).toMatch(
    /^policy-b1 +0\.912 µs +21\.2 µs +36\.1 µs +– +23× +40× +– +1\.4 +5\.1 %$/,
  );
  expect([formatMilliseconds(6264.4), formatMilliseconds(2.1412)]).toEqual(['6,260 ms', '2.14 ms']);
  expect([formatRatio(0.5251), formatRatio(6.18), formatRatio(123)]).toEqual(['0.53×', '6.2×', '120×']);
});

const run = (args: readonly string[], env: Record<string, string>) =>
  saccade(['bench', '--only', 'policy-b1', '--seconds', '1', ...args], { env });

test('bench --json gives rows, limit and machine; without PyTorch its figures are null', async () => {
  const { code, stdout, stderr } = await run(['--json'], { SACCADE_PYTHON: '/nowhere/python' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const {
    rows,
    limitGflops: limit,
    machine,
  } = JSON.parse(stdout) as { rows: Row[]; limitGflops: number; machine: object };
  const [row] = rows;
  expect(Object.keys(row!)).toEqual([
    ...['name', 'compiledMs', 'uncompiledMs', 'eagerMs', 'torchMs', 'vsUncompiled', 'vsEager', 'vsTorch'],
    ...['gflops', 'shareOfLimit', 'rounds'],
  ]);
  expect(row).toMatchObject({ name: 'policy-b1', torchMs: null, vsTorch: null });
  expect(row!.vsUncompiled).toBeCloseTo(row!.uncompiledMs / row!.compiledMs, 9);
  expect(row!.vsEager).toBeCloseTo(row!.eagerMs / row!.compiledMs, 9);
  expect(row!.gflops).toBeCloseTo((2 * 640) / row!.compiledMs / 1e6, 9);
  expect(row!.shareOfLimit).toBeCloseTo(row!.gflops / limit, 9);
  const versions = { node: process.versions.node, tfjs: '4.22.0', torch: null };
  expect(machine).toEqual({ ...versions, cpu: expect.any(String) as string });
});

test('bench asks PyTorch in between, and prints its times and its version', async () => {
  const { code, stdout, stderr } = await run([], { SACCADE_PYTHON: FAKE });
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'policy-b1 …\n' });
  expect(stdout).toMatch(/^policy-b1 ( *[\d.]+ [µm]s ){3} *1 ms /m);
  expect(stdout).toContain('PyTorch 0.0-fake');
});

test.each([
  [
    'wrong',
    /^saccade: policy-b1: contenders must agree, got \S+ \(uncompiled\) and \S+ \(torch\) as result 1$/m,
  ],
  ['dies', /^saccade: PyTorch has ended \(exit code 1\): MemoryError: too large$/m],
])('a PyTorch that %s fails the bench', async (behaviour, says) => {
  const { code, stdout, stderr } = await run([], { SACCADE_PYTHON: FAKE, FAKE_TORCH: behaviour });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(says);
});

test('a signal ends the bench after the round, with exit code 130', async () => {
  const { code, stdout, stderr } = await saccade(['bench', '--only', 'policy-b1'], {
    env: { SACCADE_PYTHON: '/nowhere/python' },
    onStderr: (text, kill) => {
      if (text.includes('policy-b1')) kill('SIGTERM');
    },
  });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toContain('saccade: interrupted; nothing is kept\n');
});
