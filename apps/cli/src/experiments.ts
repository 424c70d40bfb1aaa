import type { Experiment, Options, Preset } from '@saccade/experiments';
import { findExperiment, InputError, resolveOptions } from '@saccade/experiments';
import { UsageError } from './errors.ts';

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
    (problems) => {
      const hint = `saccade list ${experiment.name} shows all options`;
      const lines = problems.map((problem) => `--set ${problem}`);
      return lines.length === 1
        ? new UsageError(`${lines[0]} (${hint})`)
        : new UsageError(lines[0]!, [...lines.slice(1), hint]);
    },
  );
}

function orUsageError<T>(ask: () => T, explain: (problems: readonly string[]) => UsageError): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof InputError ? explain(error.problems) : error;
  }
}
