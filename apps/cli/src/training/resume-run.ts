import { start } from '@saccade/math';
import { mkdirSync, rmSync } from 'node:fs';
import { savedExperiment } from '../experiments.ts';
import { removeTemporaries, writeJson } from '../runs/atomic-write.ts';
import type { FoundCheckpoint } from '../runs/checkpoints.ts';
import { readLatestCheckpoint } from '../runs/checkpoints.ts';
import { describeEnvironment, readEnvironment, resumedEnvironment } from '../runs/environment.ts';
import { openRunFolder } from '../runs/folder.ts';
import { acquireLock } from '../runs/lock.ts';
import { cutMetrics } from '../runs/metrics-log.ts';
import type { RunResult } from '../runs/result.ts';
import { readResult } from '../runs/result.ts';
import type { OpenedRun } from './opened-run.ts';
import { completeRun } from './complete-run.ts';
import type { TrainingHost } from './host.ts';
import { checkIdentity, checkVersion, identityOf } from './identity.ts';
import type { Saving } from './saving.ts';
import { trainCommand } from './train-command.ts';

/**
 * Goes on with a training that was stopped, from its newest whole checkpoint, or from the beginning when it has none yet, to
 * the bits of one that never was. A run that has finished is left alone.
 * @returns the result; that of `result.json` when the run had finished.
 * @throws UsageError when `folder` is no run folder; FailedError when another process writes it, its checkpoints are damaged,
 *   or are not those of this run and this version; InterruptedError after the host's signal, with a checkpoint written.
 */
export async function resumeRun(folder: string, host: TrainingHost, saving: Saving = {}): Promise<RunResult> {
  const { paths, record } = openRunFolder(folder);
  const finished = readResult(paths.result);
  if (finished) return { ...finished, run: folder };
  const saved = savedExperiment(record);
  await start();
  const lock = acquireLock(folder);
  try {
    const opened = { ...saved, record, paths, saving };
    const from = findStart(opened);
    prepareFolder(opened, from);
    for (const { path, problem } of from?.broken ?? [])
      host.note(`${path} is damaged (${problem}); going on from step ${from!.stamp.step}`);
    return await completeRun({ ...opened, from }, host);
  } finally {
    lock.release();
  }
}

/** Where the run goes on, checked; changes nothing on disk. */
function findStart({ record, options, paths }: OpenedRun): FoundCheckpoint | undefined {
  const latest = readLatestCheckpoint(paths.checkpoints);
  if (latest) checkIdentity(latest.stamp, identityOf(record, options), latest.path);
  const version = latest?.stamp.saccade ?? readEnvironment(paths.environment)?.saccade;
  if (version !== undefined) checkVersion(version, record, paths.folder);
  return latest;
}

/** Brings the folder to the state that it had at the checkpoint. */
function prepareFolder({ record, paths }: OpenedRun, from: FoundCheckpoint | undefined): void {
  const step = from?.stamp.step ?? 0;
  mkdirSync(paths.checkpoints, { recursive: true });
  for (const folder of [paths.folder, paths.checkpoints]) removeTemporaries(folder);
  for (const { path } of from?.broken ?? []) rmSync(path, { force: true });
  cutMetrics(paths.metrics, step);
  const now = describeEnvironment(trainCommand(record));
  const begun = readEnvironment(paths.environment);
  writeJson(paths.environment, begun && step > 0 ? resumedEnvironment(begun, now, step) : now);
}
