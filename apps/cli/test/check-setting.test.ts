import { findExperiment, fingerprint, resolveOptions } from '@saccade/experiments';
import { start } from '@saccade/math';
import { expect, test } from 'vitest';
import { checkSetting } from '../src/results/check-setting.ts';

await start();
const experiment = findExperiment('fast-flip-flop');
const overrides = { steps: 50 };
const options = resolveOptions(experiment, 'default', overrides);
const setting = {
  preset: 'default' as const,
  overrides,
  options,
  command: '',
  commit: 'c',
  node: '20',
  saccade: '0',
  fingerprint: await fingerprint(experiment, overrides),
  runs: [],
};

test('results hold while options and numbers are the same', async () => {
  expect(await checkSetting({ experiment, setting })).toBeUndefined();
  const other = { ...setting, fingerprint: 'f' };
  expect(await checkSetting({ experiment, setting: other })).toBe('it computes other numbers now');
});

test('an option that came later is judged by the numbers, one that has changed or gone is named', async () => {
  const { rate, ...then } = options;
  expect(await checkSetting({ experiment, setting: { ...setting, options: then } })).toBeUndefined();
  const changed = { ...setting, options: { ...options, rate: 7, gone: 1 } };
  expect(await checkSetting({ experiment, setting: changed })).toBe(
    `its options have changed: rate was 7, is ${rate}; gone was 1, is unknown`,
  );
});
