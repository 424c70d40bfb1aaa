import type { Experiment, Options } from '@saccade/experiments';
import { runExperiment } from '@saccade/experiments';
import { start } from '@saccade/math';
import { readData } from '../host/data.ts';
import { listenForInterrupt } from '../host/interrupt.ts';
import { writeAtomic, writeJson } from '../runs/atomic-write.ts';
import { describeEnvironment } from '../runs/environment.ts';
import type { RunRecord } from '../runs/folder.ts';
import { createRunFolder } from '../runs/folder.ts';
import type { RunResult } from '../runs/result.ts';
import type { Output } from '../terminal/output.ts';
import { checkFinite } from './check-finite.ts';
import { recordTraining } from './record-training.ts';
import { runReport } from './run-report.ts';
import { trainCommand } from './train-command.ts';

/** Slices of training, each a fraction of a second, between two checkpoints. */
const CHECKPOINT_EVERY = 100;

/** What to train. `options` are the resolved ones of `record`. */
export interface TrainRequest {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly folder: string;
}

/**
 * Trains in a new run folder and evaluates on fresh data; writes options, environment, metrics, checkpoints, result, report.
 * @throws InterruptedError after a signal, with a checkpoint written; FailedError when the training diverges; UsageError
 *   when the folder has content.
 */
export async function trainRun(request: TrainRequest, output: Output): Promise<RunResult> {
  const { experiment, options, record, folder } = request;
  const data = readData(experiment.dataSets(options));
  await start();
  const { paths, lock } = createRunFolder(folder, record);
  const interrupt = listenForInterrupt(() => output.note('stopping after this step …'));
  try {
    writeJson(paths.environment, describeEnvironment(trainCommand(record)));
    const training = recordTraining(paths, output.progress(experiment.name));
    const { drawings, ...outcome } = await runExperiment(experiment, options, {
      ...{ seed: record.seed, data, signal: interrupt.signal, checkpointEvery: CHECKPOINT_EVERY },
      ...{ onProgress: training.onProgress, onCheckpoint: training.onCheckpoint },
    })
      .catch((error: unknown) => Promise.reject(interrupt.signal.aborted ? training.interrupted() : error))
      .finally(training.end);
    checkFinite(outcome.metrics, 'evaluation');
    const { metrics, steps, weightsSha256 } = outcome;
    const result = {
      ...{ experiment: experiment.name, seed: record.seed, options, metrics, steps },
      ...{ wallSeconds: training.seconds(), weightsSha256, run: folder },
    };
    writeJson(paths.result, result);
    writeAtomic(paths.report, runReport(experiment, options, record, paths, drawings));
    return result;
  } finally {
    interrupt.stopListening();
    lock.release();
  }
}
