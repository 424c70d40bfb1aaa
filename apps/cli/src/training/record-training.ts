import type { Checkpoint, Progress as Slice } from '@saccade/experiments';
import { InterruptedError } from '../errors.ts';
import { writeCheckpoint } from '../runs/checkpoints.ts';
import { appendMetrics, syncMetrics } from '../runs/metrics-log.ts';
import type { Progress } from '../terminal/progress.ts';
import { checkFinite } from './check-finite.ts';
import type { OpenedRun } from './opened-run.ts';
import { identityOf } from './identity.ts';

/** Writes down a training while it goes on. Its members are callbacks and need no receiver. */
export interface TrainingRecord {
  readonly onProgress: (slice: Slice) => void;
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  /** Takes the progress off the screen. */
  readonly end: () => void;
  /** Seconds from the beginning to the latest slice. */
  readonly seconds: () => number;
  /** What to say when a signal has stopped it. */
  readonly interrupted: () => InterruptedError;
}

/** Begins to record a training, or the rest of one, in its folder. */
export function recordTraining(
  { record, options, paths, from }: OpenedRun,
  progress: Progress,
): TrainingRecord {
  const identity = identityOf(record, options);
  const { step, seconds } = from?.stamp ?? { step: 0, seconds: 0 };
  const begin = performance.now() - 1000 * seconds;
  let latest = { step, totalSteps: 0, seconds };
  let checkpointPath: string | undefined;
  return {
    onProgress({ step, totalSteps, metrics }) {
      const seconds = Math.round(performance.now() - begin) / 1000;
      latest = { step, totalSteps, seconds };
      appendMetrics(paths.metrics, { step, seconds, metrics });
      progress.tick({ ...latest, metrics });
      checkFinite(metrics, `step ${step}`);
    },
    onCheckpoint(checkpoint) {
      const stamp = { ...identity, step: latest.step, seconds: latest.seconds };
      syncMetrics(paths.metrics);
      checkpointPath = writeCheckpoint(paths.checkpoints, { checkpoint, stamp });
    },
    end: progress.end,
    seconds: () => latest.seconds,
    interrupted: () =>
      new InterruptedError(
        `interrupted at step ${latest.step} of ${latest.totalSteps}; the checkpoint is ${checkpointPath}`,
      ),
  };
}
