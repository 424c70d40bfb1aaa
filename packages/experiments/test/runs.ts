// What tests of runs share.
import { createHash } from 'node:crypto';
import { writeSafetensors } from '@saccade/math';
import { expect } from 'vitest';
import { DivergedError, runExperiment, weightsSha256 } from '../src/index.ts';
import type { Checkpoint, Experiment, Metrics, Options, Run } from '../src/index.ts';

/** An experiment whatever its options are. */
export function untyped(experiment: object): Experiment {
  return experiment as Experiment;
}

/** Updates so few that nothing is learned: two slices of M, the second one short, and two of C. */
export const TINY = { modelUpdates: 150, updates: 30, modelBatch: 20, batch: 8, steps: 4 };

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

/**
 * Trains what explodes: that ends it with step and tensor, and no checkpoint holds what exploded.
 * @returns the steps of the checkpoints before.
 */
export async function explode(experiment: Experiment, options: Options): Promise<number[]> {
  const saved: [Checkpoint, number][] = [];
  const error = await runExperiment(experiment, options, {
    ...{ seed: 0, episodes: 1, checkpointEvery: 1 },
    onCheckpoint: (checkpoint, { step }) => void saved.push([checkpoint, step]),
  }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DivergedError);
  const { step, tensor } = error as DivergedError;
  expect(step).toBeGreaterThan(0);
  expect(tensor).toMatch(/model|controller/);
  for (const [{ tensors }, at] of saved) {
    expect(at).toBeLessThanOrEqual(step);
    for (const { data } of Object.values(tensors))
      if (data instanceof Float32Array) expect(data.every(Number.isFinite)).toBe(true);
  }
  return saved.map(([, at]) => at);
}
