import type { Experiment, Options } from '@saccade/experiments';
import type { FoundCheckpoint } from '../runs/checkpoints.ts';
import type { RunPaths, RunRecord } from '../runs/folder.ts';
import type { Saving } from './saving.ts';

/** A run whose folder is ready and locked. */
export interface OpenedRun {
  readonly experiment: Experiment;
  /** Resolved. */
  readonly options: Options;
  readonly record: RunRecord;
  readonly paths: RunPaths;
  readonly saving?: Saving;
  /** Where to go on; from the beginning without it. */
  readonly from?: FoundCheckpoint;
}
