// Rules C1–C3 of ../SPEC.md.
import { expect, test } from 'vitest';
import { canonicalJson, fingerprint, fovea, parseResults, withSetting } from '../src/index.ts';
import type { CommittedSetting, Options } from '../src/index.ts';
import { TINY } from './runs.ts';

const run = (seed: number) => {
  return { seed, metrics: { hitRate: 0.5 }, steps: 3, wallSeconds: 0.1, weightsSha256: 'ab' };
};
const setting: CommittedSetting = {
  ...{ preset: 'default', overrides: {}, options: { lr: 0.1, scene: 'triangle' }, command: 'saccade sweep' },
  ...{ commit: 'c', node: '20', saccade: '0', fingerprint: 'f', runs: [run(0)] },
};
const digits: CommittedSetting = {
  ...{ ...setting, overrides: { scene: 'digits' }, options: { lr: 0.1, scene: 'digits' } },
};
const results = { experiment: 'fovea', settings: [setting, digits] };

test('C1 a setting takes the place of the earlier one with its preset and overrides', () => {
  const later = { ...setting, options: { lr: 0.2, scene: 'triangle' }, commit: 'd' };
  expect(withSetting(results, later).settings).toEqual([later, digits]);
});

test('C1 a setting that is new comes last; the old results stay as they are', () => {
  const before = structuredClone(results);
  for (const other of [{ ...setting, preset: 'paper' } as const, { ...setting, overrides: { lr: 0.1 } }])
    expect(withSetting(results, other).settings).toEqual([setting, digits, other]);
  expect(results).toEqual(before);
});

test('C1 overrides are the same in whatever notation and order they come', () => {
  const options = { lr: 0.1, scene: 'digits' };
  const one = { ...setting, overrides: { lr: 0.1, scene: 'digits' }, options };
  const same = { ...setting, overrides: { scene: 'digits', lr: '1e-1' }, options, commit: 'd' };
  expect(withSetting({ experiment: 'fovea', settings: [one] }, same).settings).toEqual([
    { ...one, commit: 'd' },
  ]);
});

test('C1 runs stand by seed, and nothing that does not belong to the format is kept', () => {
  const extra = { ...setting, experiment: 'fovea', runs: [{ ...run(10), run: 'a' }, run(9)] };
  const { settings } = withSetting({ experiment: 'fovea', settings: [] }, extra);
  expect(settings).toEqual([{ ...setting, runs: [run(9), run(10)] }]);
});

test('C2 results come back from JSON as they were', () => {
  expect(parseResults(JSON.stringify(results))).toEqual(results);
});

const without = (name: string) => ({ ...results, settings: [{ ...setting, [name]: undefined }] });
test.each([
  ['', 'results must be JSON'],
  ['null', 'results: experiment is missing or wrong'],
  ['[]', 'results: experiment is missing or wrong'],
  [JSON.stringify({ experiment: 'fovea', settings: [] }), 'results: settings is missing or wrong'],
  [JSON.stringify(without('preset')), 'results: settings[0].preset is missing or wrong'],
  [JSON.stringify(without('runs')), 'results: settings[0].runs is missing or wrong'],
  [
    JSON.stringify({
      ...results,
      settings: [setting, { ...setting, runs: [run(0), { ...run(1), metrics: { a: NaN } }] }],
    }),
    'results: settings[1].runs[1].metrics is missing or wrong',
  ],
])('C2 what is no results file is refused: %#', (text, message) => {
  expect(() => parseResults(text)).toThrow(message);
});

test('C3 the fingerprint stays, and changes with what is trained', async () => {
  const first = await fingerprint(fovea, TINY);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprint(fovea, TINY)).toBe(first);
  const changes: readonly Options[] = [{ lr: 0.0051 }, { updates: 31 }];
  for (const other of changes) expect(await fingerprint(fovea, { ...TINY, ...other })).not.toBe(first);
});

test('C3 the fingerprint is of numbers, not of words, and of the evaluation too', async () => {
  const first = await fingerprint(fovea, TINY);
  expect(await fingerprint({ ...fovea, title: 'Another', deviations: [] }, TINY)).toBe(first);
  const judgedOtherwise: typeof fovea = {
    ...fovea,
    async create(...given) {
      const run = await fovea.create(...given);
      const evaluate = run.evaluate.bind(run);
      run.evaluate = (...asked) => ({ ...evaluate(...asked), hitRate: 2 });
      return run;
    },
  };
  expect(await fingerprint(judgedOtherwise, TINY)).not.toBe(first);
});

test('canonical JSON sorts names at every depth and leaves lists alone', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 'x' }, null], a: 0.1 })).toBe('{"a":0.1,"b":[{"c":"x","d":1},null]}');
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});
