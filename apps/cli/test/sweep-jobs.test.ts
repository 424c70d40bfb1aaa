import { expect, test } from 'vitest';
import { jobId, jobsOf } from '../src/sweep/jobs.ts';
import type { SweepSpec } from '../src/sweep/spec.ts';
import { mergeSpecs } from '../src/sweep/spec.ts';
import { sweepCommand } from '../src/sweep/sweep-command.ts';
import { toy } from './toy-experiment.ts';

const spec: SweepSpec = {
  experiment: 'toy',
  preset: 'quick',
  version: { saccade: '1.0.0', commit: 'abc' },
  settings: [
    { overrides: { rate: '0.5' }, seeds: [0, 1] },
    { overrides: { rate: '2' }, seeds: [0, 1] },
  ],
  commands: ['saccade sweep toy --seeds 0..1 --grid rate=0.5,2'],
};
const asked = (changes: Partial<SweepSpec>): SweepSpec => ({ ...spec, ...changes });

test('a job for each setting and seed, each with an id of its own', () => {
  const jobs = jobsOf(spec, toy);
  expect(jobs.map(({ seed, overrides }) => [overrides.rate, seed])).toEqual([
    ['0.5', 0],
    ['0.5', 1],
    ['2', 0],
    ['2', 1],
  ]);
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(4);
  expect(jobs.every(({ id }) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
});

test('an id follows from experiment, options, seed and version, and from nothing else', () => {
  const id = jobId('toy', { rate: 0.5, steps: 2 }, 3, { saccade: '1.0.0', commit: 'abc' });
  // echo -n '{"experiment":"toy","options":{"rate":0.5,"steps":2},"seed":3,"version":{"commit":"abc","saccade":"1.0.0"}}' | sha256sum
  expect(id).toBe('f468b48a23458a0a');
  expect(jobId('toy', { steps: 2, rate: 0.5 }, 3, { commit: 'abc', saccade: '1.0.0' })).toBe(id);
  const others = [
    jobId('toi', { rate: 0.5, steps: 2 }, 3, { saccade: '1.0.0', commit: 'abc' }),
    jobId('toy', { rate: 0.6, steps: 2 }, 3, { saccade: '1.0.0', commit: 'abc' }),
    jobId('toy', { rate: 0.5, steps: 2 }, 4, { saccade: '1.0.0', commit: 'abc' }),
    jobId('toy', { rate: 0.5, steps: 2 }, 3, { saccade: '1.0.1', commit: 'abc' }),
    jobId('toy', { rate: 0.5, steps: 2 }, 3, { saccade: '1.0.0', commit: 'abd' }),
    jobId('toy', { rate: 0.5, steps: 2 }, 3, { saccade: '1.0.0' }),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});

test('a value written otherwise is the same job', () => {
  const written = (rate: string) =>
    jobsOf(asked({ settings: [{ overrides: { rate }, seeds: [0] }] }), toy)[0]!.id;
  expect(written('0.50')).toBe(written('0.5'));
  expect(written('5e-1')).toBe(written('0.5'));
});

test('the same command into the same folder changes nothing', () =>
  expect(mergeSpecs(spec, asked({}), toy)).toEqual(spec));

test('more seeds and settings are added to those of a folder', () => {
  const more = asked({
    settings: [
      { overrides: { rate: '0.50' }, seeds: [1, 2] },
      { overrides: { rate: '3' }, seeds: [0] },
    ],
    commands: ['saccade sweep toy --seeds 1..2'],
  });
  expect(mergeSpecs(spec, more, toy)).toEqual({
    ...spec,
    settings: [
      { overrides: { rate: '0.5' }, seeds: [0, 1, 2] },
      { overrides: { rate: '2' }, seeds: [0, 1] },
      { overrides: { rate: '3' }, seeds: [0] },
    ],
    commands: [...spec.commands, ...more.commands],
  });
});

test('the version of the later command holds for all', () => {
  const version = { saccade: '2.0.0' };
  const merged = mergeSpecs(
    spec,
    asked({ version, settings: [{ overrides: { rate: '3' }, seeds: [0] }] }),
    toy,
  );
  expect(merged.version).toEqual(version);
  expect(merged.settings).toHaveLength(3);
});

test('another experiment or preset does not go into the folder', () => {
  expect(() => mergeSpecs(asked({ experiment: 'fovea' }), spec, toy)).toThrow(
    'holds a sweep of the experiment fovea, this one is of toy; give it a folder of its own',
  );
  expect(() => mergeSpecs(asked({ preset: 'paper' }), spec, toy)).toThrow(
    'holds a sweep of the preset paper',
  );
});

test('two settings that are the same are refused, as their seeds would count twice', () => {
  const settings = ['0.5', '.50'].map((rate) => ({ overrides: { rate }, seeds: [0] }));
  expect(() => mergeSpecs(undefined, asked({ settings }), toy)).toThrow(
    '--grid gives the same setting twice: rate=0.5 and rate=.50',
  );
});

test('wrong options of a grid are named with the nearest right ones', () => {
  const settings = [{ overrides: { rat: '1' }, seeds: [0] }];
  expect(() => mergeSpecs(undefined, asked({ settings }), toy)).toThrow(
    'rat: unknown option, did you mean rate',
  );
});

test('more than ten thousand jobs are refused, also when they come together bit by bit', () => {
  const seeds = (from: number) => [
    { overrides: {}, seeds: Array.from({ length: 6000 }, (_, i) => from + i) },
  ];
  const first = mergeSpecs(undefined, asked({ settings: seeds(0) }), toy);
  expect(() => mergeSpecs(first, asked({ settings: seeds(6000) }), toy)).toThrow(
    '1 settings with their seeds are 12000 jobs; a sweep has at most 10000',
  );
});

test('a command line is what a shell reads as what was asked', () => {
  const request = {
    ...({ experiment: 'fovea', preset: 'quick', seeds: [0, 1, 2] } as const),
    ...{ set: { scene: 'a b' }, grid: { lr: ['0.1', '1'] } },
  };
  expect(sweepCommand(request, ['--out', "it's"])).toBe(
    `saccade sweep fovea --seeds 0..2 --preset quick --set 'scene=a b' --grid lr=0.1,1 --out 'it'\\''s'`,
  );
  expect(sweepCommand({ ...request, preset: 'default', set: {}, grid: {} })).toBe(
    'saccade sweep fovea --seeds 0..2',
  );
});
