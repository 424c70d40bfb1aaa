// What tests of runs share.
import { createHash } from 'node:crypto';
import { writeSafetensors } from '@saccade/math';
import type { Key } from '@saccade/math';
import { fovea, foveaGoals, resolveOptions, weightsSha256 } from '../src/index.ts';
import type { Checkpoint, Experiment, Metrics, Run } from '../src/index.ts';

/** Updates so few that nothing is learned: two slices of M, the second one short, and two of C. */
export const TINY = { modelUpdates: 150, updates: 30, modelBatch: 20, batch: 8, steps: 4 };

/** Both experiments, made with so few updates, or more. */
export const tiny = [fovea, foveaGoals].map((each) => {
  const experiment = each as unknown as Experiment;
  const create = (key: Key, more = {}): Promise<Run> =>
    experiment.create(resolveOptions(experiment, 'quick', { ...TINY, ...more }), key, {});
  return { name: experiment.name, experiment, create };
});

/** Trains to the end; the metrics of each slice. */
export function trainAll(run: Run): Metrics[] {
  const slices: Metrics[] = [];
  while (!run.done) slices.push(run.advance());
  return slices;
}

/** Trains to the end, disposes, and gives the hash of the weights. */
export async function finish(run: Run): Promise<string> {
  trainAll(run);
  const hash = await weightsSha256(run.weights());
  run.dispose();
  return hash;
}

/** One hash of all that a checkpoint holds. */
export function hashOf({ tensors, metadata }: Checkpoint): string {
  return createHash('sha256').update(writeSafetensors(tensors, metadata)).digest('hex');
}
