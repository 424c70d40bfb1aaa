import type { Experiment, Options, Preset } from '@saccade/experiments';
import { findExperiment, InputError, resolveOptions } from '@saccade/experiments';
import { FailedError, UsageError } from './errors.ts';
import type { RunRecord } from './runs/folder.ts';

/**
 * The experiment of this name.
 * @throws {@link UsageError} with the nearest names.
 */
export function requireExperiment(name: string): Experiment {
  return orUsageError(
    () => findExperiment(name),
    ([problem]) => new UsageError(`${problem} (saccade list shows all)`),
  );
}

/**
 * All options of a run: the preset's, changed by `--set`.
 * @throws {@link UsageError} with every mistake, one line each.
 */
export function requireOptions(
  experiment: Experiment,
  preset: Preset,
  overrides: Readonly<Record<string, string>>,
): Options {
  return orUsageError(
    () => resolveOptions(experiment, preset, overrides),
    (problems) =>
      wrongOptions(
        experiment,
        problems.map((problem) => `--set ${problem}`),
      ),
  );
}

/** All that is wrong with options, one line each, at least one, and where the right ones are shown. */
export function wrongOptions({ name }: Experiment, [first, ...others]: readonly string[]): UsageError {
  const hint = `saccade list ${name} shows all options`;
  return others.length === 0
    ? new UsageError(`${first} (${hint})`)
    : new UsageError(first!, [...others, hint]);
}

/**
 * The experiment of a saved run, and its options as they stand in `options.json`.
 * @throws {@link FailedError} when this version does not know the experiment, or not such options.
 */
export function savedExperiment(record: RunRecord): { experiment: Experiment; options: Options } {
  try {
    const experiment = findExperiment(record.experiment);
    return { experiment, options: resolveOptions(experiment, record.preset, record.options) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new FailedError(`options.json does not fit this version: ${error.message}`);
  }
}

function orUsageError<T>(ask: () => T, explain: (problems: readonly string[]) => UsageError): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof InputError ? explain(error.problems) : error;
  }
}
