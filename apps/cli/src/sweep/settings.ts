import type { Experiment, Preset } from '@saccade/experiments';
import { InputError, resolveOptions } from '@saccade/experiments';
import { UsageError } from '../errors.ts';
import { wrongOptions } from '../experiments.ts';
import type { Grid } from './flags.ts';
import { MAX_JOBS } from './flags.ts';

/** Options as given on the command line: `{ lr: '0.01' }`. */
export type Overrides = Readonly<Record<string, string>>;

/**
 * Every combination of the grid's values, on top of what `--set` gives to all; the last key varies fastest.
 * @throws {@link UsageError} when a key is in both, or the combinations are too many.
 */
export function gridSettings(set: Overrides, grid: Grid): Overrides[] {
  const both = Object.keys(grid).find((name) => Object.hasOwn(set, name));
  if (both !== undefined) throw new UsageError(`${both} is given by --set and by --grid; leave one out`);
  const count = Object.values(grid).reduce((product, values) => product * values.length, 1);
  if (count > MAX_JOBS)
    throw new UsageError(`--grid gives ${count} settings; a sweep has at most ${MAX_JOBS} jobs`);
  return Object.entries(grid).reduce<Overrides[]>(
    (settings, [name, values]) =>
      settings.flatMap((setting) => values.map((value) => ({ ...setting, [name]: value }))),
    [set],
  );
}

/**
 * Refuses settings whose options cannot be.
 * @throws {@link UsageError} with everything that is wrong in any of them, each mistake once.
 */
export function checkSettings(
  experiment: Experiment,
  preset: Preset,
  settings: readonly Overrides[],
  grid: Grid,
): void {
  const problems = new Set(settings.flatMap((overrides) => problemsOf(experiment, preset, overrides)));
  if (problems.size === 0) return;
  const flagOf = (problem: string) =>
    Object.hasOwn(grid, /^[^\s:]+/.exec(problem)![0]) ? '--grid' : '--set';
  throw wrongOptions(
    experiment,
    [...problems].map((problem) => `${flagOf(problem)} ${problem}`),
  );
}

function problemsOf(experiment: Experiment, preset: Preset, overrides: Overrides): readonly string[] {
  try {
    resolveOptions(experiment, preset, overrides);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

/** A short name for each setting: what distinguishes it from the others, `lr=0.01 clip=1`; empty for a single one. */
export function settingNames(settings: readonly Overrides[]): string[] {
  const keys = [...new Set(settings.flatMap((each) => Object.keys(each)))];
  const varying = keys.filter((key) => settings.some((each) => each[key] !== settings[0]![key]));
  return settings.map((each) => {
    const given = varying.filter((key) => each[key] !== undefined).map((key) => `${key}=${each[key]}`);
    return varying.length > 0 && given.length === 0 ? 'as preset' : given.join(' ');
  });
}
