import type { CommittedSetting } from '@saccade/experiments';
import { experiments } from '@saccade/experiments';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FailedError } from '../src/errors.ts';
import { commitResults, listResults, readResults, resultsFolder } from '../src/results/committed-file.ts';
import { scratchFolder } from './fixtures.ts';

const setting: CommittedSetting = {
  ...{ preset: 'default', overrides: {}, options: { lr: 0.1 }, command: 'saccade sweep toy --seeds 0..0' },
  ...{ commit: 'c', node: '20', saccade: '0', fingerprint: 'f' },
  runs: [{ seed: 0, metrics: { hitRate: 0.5 }, steps: 3, wallSeconds: 0.1, weightsSha256: 'ab' }],
};

test('committed results are written beside those of other settings, and read back', () => {
  const folder = join(scratchFolder(), 'results');
  expect(listResults(folder)).toEqual([]);
  expect(readResults(folder, 'toy')).toBeUndefined();
  const path = commitResults({ experiment: 'toy', ...setting }, folder);
  const paper = { ...setting, preset: 'paper' } as const;
  expect(commitResults({ experiment: 'toy', ...paper }, folder)).toBe(path);
  expect(readResults(folder, 'toy')).toEqual({ experiment: 'toy', settings: [setting, paper] });
  expect(listResults(folder)).toEqual(['toy']);
  expect(readdirSync(folder)).toEqual(['toy.json']);
});

test('a results file that cannot be understood is named, and is not overwritten', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'toy.json'), '{"experiment":"toy"}');
  const message = `cannot read ${join(folder, 'toy.json')}: results: settings is missing or wrong`;
  expect(() => readResults(folder, 'toy')).toThrow(new FailedError(message));
  expect(() => commitResults({ experiment: 'toy', ...setting }, folder)).toThrow(message);
});

test('results stand beside the experiments', () => {
  expect(existsSync(resultsFolder())).toBe(true);
  const names = experiments.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(listResults(resultsFolder())));
});
