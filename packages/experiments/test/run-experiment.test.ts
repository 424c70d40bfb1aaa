// Rules L1–L2 of ../SPEC.md.
import { start, tensorCount } from '@saccade/math';
import { beforeAll, expect, test } from 'vitest';
import { fovea, InputError, openRun, resolveOptions, runExperiment, runKeys } from '../src/index.ts';
import type { Checkpoint, Progress } from '../src/index.ts';
import { finish, hashOf, TINY, trainAll } from './runs.ts';

const options = resolveOptions(fovea, 'quick', TINY);
const settings = { seed: 7, episodes: 40 };

beforeAll(async () => {
  await start();
});

test('L1 a result is that of a run trained, judged and drawn by hand', async () => {
  const progress: Progress[] = [];
  const result = await runExperiment(fovea, options, { ...settings, onProgress: (p) => progress.push(p) });
  const run = await openRun(fovea, options, { seed: 7 });
  const slices = trainAll(run);
  expect(progress.map(({ metrics }) => metrics)).toEqual(slices);
  expect(progress.map(({ step }) => step)).toEqual([100, 150, 170, 180]);
  expect(progress.every(({ totalSteps }) => totalSteps === 180)).toBe(true);
  const keys = runKeys(7);
  expect(result).toEqual({
    ...{ experiment: 'fovea', seed: 7, options, steps: 180 },
    metrics: run.evaluate(keys.evaluation, 40),
    drawings: run.draw(keys.drawing),
    weightsSha256: await finish(run),
  });
});

test('L1 the keys of a run are three different ones, and others for another seed', () => {
  const words = [runKeys(0), runKeys(1)].flatMap((keys) => Object.values(keys).map((k) => k.words.join()));
  expect(new Set(words).size).toBe(6);
  expect(runKeys(0)).toEqual(runKeys(0));
});

test('L1 checkpoints come after every so many slices and at the end, and lead to the same end', async () => {
  const checkpoints: Checkpoint[] = [];
  const onCheckpoint = (checkpoint: Checkpoint) => checkpoints.push(checkpoint);
  const whole = await runExperiment(fovea, options, { ...settings, onCheckpoint, checkpointEvery: 3 });
  expect(checkpoints.map(({ metadata }) => metadata.step)).toEqual(['170', '180']);
  for (const checkpoint of checkpoints) {
    expect(await runExperiment(fovea, options, { ...settings, checkpoint })).toEqual(whole);
  }
});

test('L1 without a wish, the only checkpoint is the last', async () => {
  const steps: string[] = [];
  const onCheckpoint = ({ metadata }: Checkpoint) => steps.push(metadata.step);
  await runExperiment(fovea, options, { ...settings, onCheckpoint });
  expect(steps).toEqual(['180']);
});

test('L1 a signal stops the training after the slice, with a checkpoint that continues to the same end', async () => {
  const before = tensorCount();
  const controller = new AbortController();
  const checkpoints: Checkpoint[] = [];
  const reason = new Error('enough');
  const stopped = runExperiment(fovea, options, {
    ...{ ...settings, signal: controller.signal },
    onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
    onProgress: ({ step }) => step === 150 && controller.abort(reason),
  });
  await expect(stopped).rejects.toBe(reason);
  expect(tensorCount()).toBe(before);
  expect(checkpoints.map(({ metadata }) => metadata.step)).toEqual(['150']);
  const later = await runExperiment(fovea, options, { ...settings, checkpoint: checkpoints[0] });
  expect(later).toEqual(await runExperiment(fovea, options, settings));
});

test('L1 a signal raised before the start leaves the beginning as the checkpoint', async () => {
  const states: string[] = [];
  const stopped = runExperiment(fovea, options, {
    ...{ ...settings, signal: AbortSignal.abort() },
    onCheckpoint: (checkpoint) => states.push(hashOf(checkpoint)),
  });
  await expect(stopped).rejects.toThrow(/abort/i);
  const run = await openRun(fovea, options, { seed: 7 });
  expect(states).toEqual([hashOf(run.state())]);
  run.dispose();
});

test('L1 other tasks of the host get their turn while a run trains', async () => {
  let ticks = 0;
  const seen: number[] = [];
  const timer = setInterval(() => ticks++, 0);
  await runExperiment(fovea, options, { ...settings, onProgress: () => seen.push(ticks) });
  clearInterval(timer);
  expect(seen.at(-1)).toBeGreaterThan(0);
});

test('L1 a checkpoint that does not fit is refused and leaves no tensors', async () => {
  const before = tensorCount();
  const checkpoint = { tensors: {}, metadata: { run: 'fovea', step: '0' } };
  await expect(openRun(fovea, options, { seed: 7, checkpoint })).rejects.toThrow(/got none/);
  expect(tensorCount()).toBe(before);
});

test('L1 too few episodes are refused, and nothing is left behind', async () => {
  const before = tensorCount();
  await expect(runExperiment(fovea, options, { seed: 7, episodes: 0 })).rejects.toThrow('got 0');
  expect(tensorCount()).toBe(before);
});

test('L2 a missing data set is named', async () => {
  const digits = resolveOptions(fovea, 'quick', { ...TINY, scene: 'digits' });
  await expect(runExperiment(fovea, digits, settings)).rejects.toThrow(
    new InputError(['fovea needs the data set mnist']),
  );
});
