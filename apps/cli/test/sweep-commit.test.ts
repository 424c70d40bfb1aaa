import { fingerprint } from '@saccade/experiments';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readResults } from '../src/results/committed-file.ts';
import { commitSweep } from '../src/sweep/commit-sweep.ts';
import type { JobResult, SweepResult } from '../src/sweep/results.ts';
import type { SweepSpec } from '../src/sweep/spec.ts';
import { scratchFolder } from './fixtures.ts';
import { toy } from './toy-experiment.ts';

const settings = ['0.5', '0.9'].map((rate) => ({ overrides: { rate }, seeds: [0, 1] }));
const spec: SweepSpec = {
  ...{ experiment: 'toy', preset: 'paper', version: { saccade: '1.0.0', commit: 'abc+changes' } },
  ...{ settings, commands: ['saccade sweep toy --seeds 0..1 --grid rate=0.5,0.9'] },
};
const run = (seed: number) => {
  const metrics = { hitRate: seed / 2 };
  return { seed, metrics, steps: 50, wallSeconds: 1.5, weightsSha256: `sha${seed}` };
};
const job = (setting: number, seed: number): JobResult => ({
  ...{ id: `${setting}${seed}`, overrides: settings[setting]!.overrides, status: 'done', run: 'x' },
  ...run(seed),
});
const resultOf = (jobs: readonly JobResult[]): SweepResult => ({
  ...{ experiment: 'toy', sweep: 'x', jobs, settings: [] },
});

test('a setting is committed with all of its seeds, and what makes them again', async () => {
  const folder = scratchFolder();
  const jobs = [job(0, 0), job(0, 1), job(1, 0), job(1, 1)];
  expect(await commitSweep(spec, toy, resultOf(jobs), folder)).toEqual({
    path: join(folder, 'toy.json'),
    incomplete: 0,
  });
  const { settings: committed } = readResults(folder, 'toy')!;
  expect(committed.map(({ options }) => options)).toEqual([
    { rate: 0.5, steps: 50 },
    { rate: 0.9, steps: 50 },
  ]);
  expect(committed[1]).toEqual({
    ...{ preset: 'paper', overrides: { rate: 0.9 }, options: { rate: 0.9, steps: 50 } },
    command: 'saccade sweep toy --seeds 0..1 --preset paper --set rate=0.9',
    ...{ commit: 'abc+changes', node: process.versions.node, saccade: '1.0.0' },
    fingerprint: await fingerprint(toy, { rate: '0.9' }),
    runs: [run(0), run(1)],
  });
});

test('a setting that lacks a seed is not committed', async () => {
  const folder = scratchFolder();
  const waiting = {
    id: '01',
    seed: 1,
    overrides: settings[0]!.overrides,
    status: 'failed',
    run: 'x',
  } as const;
  const jobs = [job(0, 0), waiting, job(1, 0), job(1, 1)];
  expect(await commitSweep(spec, toy, resultOf(jobs), folder)).toMatchObject({ incomplete: 1 });
  expect(readResults(folder, 'toy')!.settings.map(({ overrides }) => overrides)).toEqual([{ rate: 0.9 }]);
});

test('where no setting is complete nothing is written', async () => {
  const folder = scratchFolder();
  expect(await commitSweep(spec, toy, resultOf([job(0, 0), job(1, 1)]), folder)).toEqual({ incomplete: 2 });
  expect(readResults(folder, 'toy')).toBeUndefined();
});
