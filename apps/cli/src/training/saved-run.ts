import type { Experiment, Options, Run } from '@saccade/experiments';
import { openRun } from '@saccade/experiments';
import { FailedError } from '../errors.ts';
import { savedExperiment } from '../experiments.ts';
import { readData } from '../host/data.ts';
import { readLatestCheckpoint } from '../runs/checkpoints.ts';
import type { RunPaths, RunRecord } from '../runs/folder.ts';
import { openRunFolder } from '../runs/folder.ts';
import { checkIdentity, identityOf } from './identity.ts';

/** A run brought back from its folder. `run` belongs to the caller, who disposes it. */
export interface SavedRun {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly paths: RunPaths;
  readonly run: Run;
}

/**
 * Brings a run back at its newest whole checkpoint.
 * @param note - is told of checkpoints that are damaged.
 * @throws UsageError when `folder` is no run folder, FailedError when it has no checkpoint of its run that can be read.
 */
export async function loadRun(folder: string, note: (line: string) => void): Promise<SavedRun> {
  const { record, paths } = openRunFolder(folder);
  const { experiment, options } = savedExperiment(record);
  const latest = readLatestCheckpoint(paths.checkpoints);
  if (!latest)
    throw new FailedError(`no checkpoint in ${paths.checkpoints} yet; saccade resume ${folder} trains it`);
  const { checkpoint, stamp, path, broken } = latest;
  checkIdentity(stamp, identityOf(record, options), path);
  for (const each of broken) note(`${each.path} is damaged (${each.problem}); this is of step ${stamp.step}`);
  const data = readData(experiment.dataSets(options));
  const run = await openRun(experiment, options, { seed: record.seed, data, checkpoint });
  return { experiment, options, record, paths, run };
}
