import { DivergedError, runExperiment } from '@saccade/experiments';
import { describeError, FailedError, isSystemError } from '../errors.ts';
import { readData } from '../host/data.ts';
import { writeAtomic, writeJson } from '../runs/atomic-write.ts';
import type { RunResult } from '../runs/result.ts';
import { checkFinite } from './check-finite.ts';
import type { TrainingHost } from './host.ts';
import type { OpenedRun } from './opened-run.ts';
import type { TrainingRecord } from './record-training.ts';
import { recordTraining } from './record-training.ts';
import { runReport } from './run-report.ts';
import { SAVING_DEFAULTS } from './saving.ts';

/** Trains to the end, evaluates, and writes the report and then the result: a run that has a result has everything. */
export async function completeRun(run: OpenedRun, host: TrainingHost): Promise<RunResult> {
  const training = recordTraining(run, host.progress(run.experiment.name));
  try {
    return await trainAndJudge(run, training, host.signal);
  } catch (error) {
    throw host.signal.aborted && error === host.signal.reason
      ? training.interrupted()
      : explain(error, training);
  } finally {
    training.end();
  }
}

async function trainAndJudge(
  run: OpenedRun,
  training: TrainingRecord,
  signal: AbortSignal,
): Promise<RunResult> {
  const { experiment, options, record, paths, from } = run;
  const { checkpointEvery = SAVING_DEFAULTS.checkpointEvery } = run.saving ?? {};
  const data = readData(experiment.dataSets(options));
  const { drawings, metrics, steps, weightsSha256 } = await runExperiment(experiment, options, {
    ...{ seed: record.seed, data, checkpoint: from?.checkpoint, signal, checkpointEvery },
    ...{ onProgress: training.onProgress, onCheckpoint: training.onCheckpoint },
  });
  checkFinite(metrics);
  const result = {
    ...{ experiment: experiment.name, seed: record.seed, options, metrics, steps },
    ...{ wallSeconds: training.seconds(), weightsSha256, run: paths.folder },
  };
  writeAtomic(paths.report, runReport(run, drawings, result));
  writeJson(paths.result, result);
  return result;
}

/** What stopped a training, and what is left of it. */
function explain(error: unknown, { checkpointWords }: TrainingRecord): unknown {
  if (error instanceof DivergedError)
    return new FailedError(`${error.message}; a smaller learning rate may help; ${checkpointWords()}`);
  if (isSystemError(error)) return new FailedError(`${describeError(error).lines[0]}; ${checkpointWords()}`);
  return error;
}
