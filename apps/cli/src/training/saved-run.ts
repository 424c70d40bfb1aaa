import type { Experiment, Options, Run } from '@saccade/experiments';
import { openRun } from '@saccade/experiments';
import { FailedError } from '../errors.ts';
import { savedExperiment } from '../experiments.ts';
import { readData } from '../host/data.ts';
import { bestOf, readScores } from '../runs/checkpoint-store.ts';
import type { FoundCheckpoint } from '../runs/checkpoints.ts';
import { readCheckpoint, readLatestCheckpoint } from '../runs/checkpoints.ts';
import type { RunPaths, RunRecord } from '../runs/folder.ts';
import { openRunFolder } from '../runs/folder.ts';
import { checkIdentity, identityOf } from './identity.ts';
import { betterOf } from './saving.ts';

/** A run brought back from its folder. `run` belongs to the caller, who disposes it. */
export interface SavedRun {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly paths: RunPaths;
  readonly run: Run;
}

/** Which checkpoint of a run is asked for, and who is told of damaged ones. */
export interface LoadOptions {
  /** The best one instead of the newest. */
  readonly best?: boolean;
  readonly note: (line: string) => void;
}

/**
 * Brings a run back at its newest whole checkpoint, or at its best.
 * @throws UsageError when `folder` is no run folder, FailedError when it has no checkpoint of its run that can be read.
 */
export async function loadRun(folder: string, { best = false, note }: LoadOptions): Promise<SavedRun> {
  const { record, paths } = openRunFolder(folder);
  const { experiment, options } = savedExperiment(record);
  const found = best ? readBest(paths.checkpoints, experiment) : readLatestCheckpoint(paths.checkpoints);
  if (!found)
    throw new FailedError(`no checkpoint in ${paths.checkpoints} yet; saccade resume ${folder} trains it`);
  const { checkpoint, stamp, path, broken } = found;
  checkIdentity(stamp, identityOf(record, options), path);
  for (const each of broken) note(`${each.path} is damaged (${each.problem}); this is of step ${stamp.step}`);
  const data = readData(experiment.dataSets(options));
  const run = await openRun(experiment, options, { seed: record.seed, data, checkpoint });
  return { experiment, options, record, paths, run };
}

function readBest(folder: string, experiment: Experiment): FoundCheckpoint | undefined {
  const better = betterOf(experiment);
  const path = better && bestOf(readScores(folder), better);
  if (path !== undefined) return readCheckpoint(path);
  throw new FailedError(
    `no checkpoint in ${folder} has a score; saccade eval without --best takes the newest`,
  );
}
