import { runExperiment } from '@saccade/experiments';
import { readData } from '../host/data.ts';
import { writeAtomic, writeJson } from '../runs/atomic-write.ts';
import type { RunResult } from '../runs/result.ts';
import { checkFinite } from './check-finite.ts';
import type { TrainingHost } from './host.ts';
import type { OpenedRun } from './opened-run.ts';
import { recordTraining } from './record-training.ts';
import { runReport } from './run-report.ts';

/** Slices of training, each a fraction of a second, between two checkpoints. */
const CHECKPOINT_EVERY = 100;

/** Trains to the end, evaluates, and writes the report and then the result: a run that has a result has everything. */
export async function completeRun(opened: OpenedRun, host: TrainingHost): Promise<RunResult> {
  const { experiment, options, record, paths } = opened;
  const { drawings, wallSeconds, ...outcome } = await trainAndJudge(opened, host);
  checkFinite(outcome.metrics, 'evaluation');
  const { metrics, steps, weightsSha256 } = outcome;
  const result = {
    ...{ experiment: experiment.name, seed: record.seed, options, metrics, steps },
    ...{ wallSeconds, weightsSha256, run: paths.folder },
  };
  writeAtomic(paths.report, runReport(opened, drawings, result));
  writeJson(paths.result, result);
  return result;
}

async function trainAndJudge(opened: OpenedRun, host: TrainingHost) {
  const { experiment, options, record, from } = opened;
  const data = readData(experiment.dataSets(options));
  const training = recordTraining(opened, host.progress(experiment.name));
  try {
    const outcome = await runExperiment(experiment, options, {
      ...{ seed: record.seed, data, checkpoint: from?.checkpoint },
      ...{ signal: host.signal, checkpointEvery: CHECKPOINT_EVERY },
      ...{ onProgress: training.onProgress, onCheckpoint: training.onCheckpoint },
    });
    return { ...outcome, wallSeconds: training.seconds() };
  } catch (error) {
    throw host.signal.aborted && error === host.signal.reason ? training.interrupted() : error;
  } finally {
    training.end();
  }
}
