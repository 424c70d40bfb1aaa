import type { CommittedSetting, Experiment } from '@saccade/experiments';
import { experiments } from '@saccade/experiments';
import { existsSync } from 'node:fs';
import { FailedError, UsageError } from '../errors.ts';
import { requireExperiment } from '../experiments.ts';
import { quote } from '../parse.ts';
import { listResults, readResults } from './committed-file.ts';

/** The results of one setting, with the experiment that they are of. */
export interface Committed {
  readonly experiment: Experiment;
  readonly setting: CommittedSetting;
}

/**
 * The committed results in a folder, by experiment.
 * @param names - of experiments; none means all that have results.
 * @throws {@link UsageError} when there is no such folder or experiment, {@link FailedError} when it has no results.
 */
export function readCommitted(names: readonly string[], folder: string): Committed[] {
  if (!existsSync(folder)) throw new UsageError(`no folder ${quote(folder)} of results`);
  const chosen = names.length > 0 ? [...new Set(names)].map(requireExperiment) : experimentsIn(folder);
  if (chosen.length === 0) throw noResults('<experiment>', folder);
  return chosen.flatMap((experiment) => {
    const results = readResults(folder, experiment.name);
    if (!results) throw noResults(experiment.name, folder);
    return results.settings.map((setting) => ({ experiment, setting }));
  });
}

/** In the order of their papers. */
function experimentsIn(folder: string): Experiment[] {
  const present = listResults(folder);
  const stray = present.find((name) => experiments.every((each) => each.name !== name));
  if (stray !== undefined) throw new FailedError(`${folder} has results of ${stray}, which is no experiment`);
  return experiments.filter(({ name }) => present.includes(name));
}

function noResults(name: string, folder: string): FailedError {
  const command = `saccade sweep ${name} --seeds 0..9 --commit-results`;
  return new FailedError(
    `${folder} has no results of ${name.replace('<experiment>', 'any experiment')}; ${command} makes them`,
  );
}
