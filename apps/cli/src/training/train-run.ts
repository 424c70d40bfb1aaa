import type { Experiment, Options } from '@saccade/experiments';
import { start } from '@saccade/math';
import { writeJson } from '../runs/atomic-write.ts';
import { describeEnvironment } from '../runs/environment.ts';
import type { RunRecord } from '../runs/folder.ts';
import { createRunFolder } from '../runs/folder.ts';
import type { RunResult } from '../runs/result.ts';
import { completeRun } from './complete-run.ts';
import type { TrainingHost } from './host.ts';
import type { Saving } from './saving.ts';
import { trainCommand } from './train-command.ts';

/** What to train. `options` are the resolved ones of `record`. */
export interface TrainRequest {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly folder: string;
  readonly saving?: Saving;
}

/**
 * Trains in a new run folder and evaluates on fresh data; writes options, environment, metrics, checkpoints, report, result.
 * @throws InterruptedError after the host's signal, with a checkpoint written; FailedError when the training diverges;
 *   UsageError when the folder has content.
 */
export async function trainRun(request: TrainRequest, host: TrainingHost): Promise<RunResult> {
  await start();
  const { paths, lock } = createRunFolder(request.folder, request.record);
  try {
    writeJson(paths.environment, describeEnvironment(trainCommand(request.record)));
    return await completeRun({ ...request, paths }, host);
  } finally {
    lock.release();
  }
}
