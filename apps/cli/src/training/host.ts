import type { Progress } from '../terminal/progress.ts';

/** What a training uses of the place it runs in: a worker thread has no terminal and no signals of its own. */
export interface TrainingHost {
  /** Stops the training after the step it is at, with a checkpoint. */
  readonly signal: AbortSignal;
  progress(label: string): Progress;
  /** A remark for a person, one line. */
  note(line: string): void;
}
