import type { Checkpoint } from './contract/types.ts';

/**
 * The step of a checkpoint of the experiment.
 * @throws Error when it is of another one, or its step is not in 0..`most`.
 */
export function restoredStep(name: string, most: number, { metadata }: Checkpoint): number {
  if (metadata.run !== name) {
    throw new Error(`${name}: checkpoint must be of this experiment, got ${metadata.run}`);
  }
  const step = /^\d+$/.test(metadata.step) ? Number(metadata.step) : NaN;
  if (step <= most) return step;
  throw new Error(`${name}: checkpoint must have a step in 0..${most}, got ${metadata.step}`);
}
