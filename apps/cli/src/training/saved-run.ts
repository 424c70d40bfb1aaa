import type { Experiment, Options, Run } from '@saccade/experiments';
import { openRun } from '@saccade/experiments';
import { requireExperiment, requireOptions } from '../experiments.ts';
import { readData } from '../host/data.ts';
import { readLatestCheckpoint } from '../runs/checkpoints.ts';
import type { RunPaths, RunRecord } from '../runs/folder.ts';
import { openRunFolder } from '../runs/folder.ts';

/** A run brought back from its folder. `run` belongs to the caller, who disposes it. */
export interface SavedRun {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly paths: RunPaths;
  readonly run: Run;
}

/**
 * Brings a run back at its latest checkpoint.
 * @throws UsageError when `folder` is no run folder, FailedError when it has no checkpoint that can be read.
 */
export async function loadRun(folder: string): Promise<SavedRun> {
  const { record, paths } = openRunFolder(folder);
  const experiment = requireExperiment(record.experiment);
  const options = requireOptions(experiment, record.preset, record.overrides);
  const checkpoint = readLatestCheckpoint(paths.checkpoints);
  const data = readData(experiment.dataSets(options));
  const run = await openRun(experiment, options, { seed: record.seed, data, checkpoint });
  return { experiment, options, record, paths, run };
}
