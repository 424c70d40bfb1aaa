import type { Experiment } from '@saccade/experiments';
import type { Better } from '../runs/checkpoint-store.ts';

/** How a training is saved. */
export interface Saving {
  /** Slices of training, each a fraction of a second, between two checkpoints. Default 100. */
  readonly checkpointEvery?: number;
  /** Checkpoints that stay on disk, beside the best. Default 3. */
  readonly keep?: number;
}

/** What {@link Saving} leaves open. */
export const SAVING_DEFAULTS = { checkpointEvery: 100, keep: 3 } as const;

/** Which way is good for the metric that tells the best checkpoint of an experiment; undefined where none does. */
export function betterOf({ bestBy, metrics }: Experiment): Better | undefined {
  return bestBy === undefined ? undefined : metrics[bestBy]?.better;
}
