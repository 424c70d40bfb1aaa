import type { Checkpoint, Progress as Slice } from '@saccade/experiments';
import { InterruptedError } from '../errors.ts';
import { writeCheckpoint } from '../runs/checkpoints.ts';
import type { RunPaths } from '../runs/folder.ts';
import { appendMetrics } from '../runs/metrics-log.ts';
import type { Progress } from '../terminal/progress.ts';
import { checkFinite } from './check-finite.ts';

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

/** Begins to record a training in a run folder. */
export function recordTraining(paths: RunPaths, progress: Progress): TrainingRecord {
  const begin = performance.now();
  let latest = { step: 0, totalSteps: 0, seconds: 0 };
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
      checkpointPath = writeCheckpoint(paths.checkpoints, latest.step, checkpoint);
    },
    end: progress.end,
    seconds: () => latest.seconds,
    interrupted: () =>
      new InterruptedError(
        `interrupted at step ${latest.step} of ${latest.totalSteps}; the checkpoint is ${checkpointPath}`,
      ),
  };
}
