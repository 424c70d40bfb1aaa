// Rule L3 of ../SPEC.md.
import { start, tensorCount } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { DivergedError, fovea, resolveOptions, runExperiment } from '../src/index.ts';
import type { Checkpoint, Experiment, Metrics, Progress, Run } from '../src/index.ts';
import { TINY } from './runs.ts';

beforeAll(async () => {
  await start();
});

/** A run that is what `at` says after each step. */
function scripted(at: (step: number) => { metric: number; tensor: readonly number[] }): Experiment {
  const create = (): Promise<Run> => {
    let step = 0;
    const state = (): Checkpoint => ({
      tensors: {
        count: { dtype: 'I32', shape: [1], data: Int32Array.of(step) },
        good: { dtype: 'F32', shape: [1], data: Float32Array.of(1) },
        weight: { dtype: 'F32', shape: [2], data: Float32Array.from(at(step).tensor) },
      },
      metadata: { step: String(step) },
    });
    const advance = (): Metrics => ({ fine: 0, loss: at(++step).metric });
    const rest = { evaluate: () => ({}), draw: () => [], weights: () => ({}), dispose: () => undefined };
    return Promise.resolve({
      ...{ totalSteps: 6, advance, state, restore: () => undefined, ...rest },
      get step() {
        return step;
      },
      get done() {
        return step >= 6;
      },
    });
  };
  return { name: 'scripted', dataSets: () => [], create } as unknown as Experiment;
}

/** The error that ends a scripted run, and the steps of which there were progress and checkpoints before it. */
async function endOf(
  at: Parameters<typeof scripted>[0],
  checkpointEvery = 2,
): Promise<{ error: unknown; progress: number[]; saved: number[] }> {
  const [progress, saved]: [number[], number[]] = [[], []];
  const ended = runExperiment(
    scripted(at),
    {},
    {
      ...{ seed: 0, checkpointEvery, onProgress: ({ step }: Progress) => void progress.push(step) },
      onCheckpoint: (_, { step }) => void saved.push(step),
    },
  );
  const error = await ended.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return { error, progress, saved };
}

test('L3 a metric that is no number ends the training with its name and that of the tensor', async () => {
  const bad = await endOf((step) =>
    step < 3 ? { metric: 1, tensor: [1, 2] } : { metric: NaN, tensor: [1, Infinity] },
  );
  expect(bad.error).toBeInstanceOf(DivergedError);
  expect(bad.error).toMatchObject({
    message: 'the training diverged at step 3: loss is NaN, the tensor weight is not finite',
    ...{ step: 3, metric: 'loss', tensor: 'weight' },
  });
  expect(bad).toMatchObject({ progress: [1, 2], saved: [2] });
});

test('L3 a metric may be the first to go', async () => {
  const { error } = await endOf((step) => ({ metric: step < 5 ? 1 : -Infinity, tensor: [1, 2] }));
  expect(error).toMatchObject({
    message: 'the training diverged at step 5: loss is -Infinity',
    ...{ metric: 'loss', tensor: undefined },
  });
});

test('L3 tensors are looked at where a checkpoint is due, and at the end', async () => {
  const at = (step: number) => ({ metric: 1, tensor: [step < 3 ? 1 : NaN, 2] });
  expect(await endOf(at)).toMatchObject({
    error: { step: 4, metric: undefined, tensor: 'weight' },
    saved: [2],
  });
  expect(await endOf(at, Infinity)).toMatchObject({ error: { step: 6, tensor: 'weight' }, saved: [] });
});

test('L3 finite numbers, however large, are no divergence', async () => {
  const large = await endOf(() => ({ metric: 1e300, tensor: [3e38, -3e38] }), 1);
  expect(large.progress).toEqual([1, 2, 3, 4, 5, 6]);
  expect(large.saved).toEqual([1, 2, 3, 4, 5, 6]);
});

test('L3 what a run throws because of its numbers is told as the divergence that it is, and nothing is left', async () => {
  const before = tensorCount();
  const options = resolveOptions(fovea, 'quick', { ...TINY, lr: 1e38, clip: 1e6 });
  const error = await runExperiment(fovea, options, { seed: 0 }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DivergedError);
  expect((error as DivergedError).tensor).toMatch(/^controller\./);
  expect(tensorCount()).toBe(before);
});
