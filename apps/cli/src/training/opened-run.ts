import type { Experiment, Options } from '@saccade/experiments';
import type { StampedCheckpoint } from '../runs/checkpoint-file.ts';
import type { RunPaths, RunRecord } from '../runs/folder.ts';

/** A run whose folder is ready and locked. */
export interface OpenedRun {
  readonly experiment: Experiment;
  readonly options: Options;
  readonly record: RunRecord;
  readonly paths: RunPaths;
  /** Where to go on; from the beginning without it. */
  readonly from?: StampedCheckpoint;
}
