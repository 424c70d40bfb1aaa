import type { Checkpoint, Progress as Moment } from '@saccade/experiments';
import { InterruptedError } from '../errors.ts';
import { openCheckpoints } from '../runs/checkpoint-store.ts';
import { appendMetrics, syncMetrics } from '../runs/metrics-log.ts';
import type { Progress } from '../terminal/progress.ts';
import { identityOf } from './identity.ts';
import type { OpenedRun } from './opened-run.ts';
import { betterOf, SAVING_DEFAULTS } from './saving.ts';

/** Writes down a training while it goes on. Its members are callbacks and need no receiver. */
export interface TrainingRecord {
  readonly onProgress: (moment: Moment) => void;
  readonly onCheckpoint: (checkpoint: Checkpoint, moment: Moment) => void;
  /** Takes the progress off the screen. */
  readonly end: () => void;
  /** Seconds of training up to the latest slice, those before a resumption included. */
  readonly seconds: () => number;
  /** Where the latest checkpoint of the run stands, in words. */
  readonly checkpointWords: () => string;
  /** What to say when the host's signal has stopped it. */
  readonly interrupted: () => InterruptedError;
}

/** Begins to record a training, or the rest of one, in its folder. */
export function recordTraining(run: OpenedRun, progress: Progress): TrainingRecord {
  const { record, options, paths, from, experiment } = run;
  const { bestBy = '' } = experiment;
  const identity = identityOf(record, options);
  const { keep = SAVING_DEFAULTS.keep } = run.saving ?? {};
  const write = openCheckpoints(paths.checkpoints, { keep, better: betterOf(experiment) });
  const begin = performance.now() - 1000 * (from?.stamp.seconds ?? 0);
  let seconds = from?.stamp.seconds ?? 0;
  let saved: { readonly path: string; readonly at?: Moment } | undefined = from;
  return {
    onProgress({ step, totalSteps, metrics }) {
      seconds = Math.round(performance.now() - begin) / 1000;
      appendMetrics(paths.metrics, { step, seconds, metrics });
      progress.tick({ step, totalSteps, seconds, metrics });
    },
    onCheckpoint(checkpoint, at) {
      syncMetrics(paths.metrics);
      const stamp = { ...identity, step: at.step, seconds, score: at.metrics[bestBy] };
      saved = { path: write({ checkpoint, stamp }), at };
    },
    end: progress.end,
    seconds: () => seconds,
    checkpointWords: () =>
      saved ? `the last good checkpoint is ${saved.path}` : 'there is no checkpoint yet',
    interrupted: () =>
      new InterruptedError(
        `interrupted at step ${saved?.at?.step} of ${saved?.at?.totalSteps}; the checkpoint is ${saved?.path}; ` +
          `saccade resume ${paths.folder} goes on`,
      ),
  };
}
