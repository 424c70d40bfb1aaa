import { resolveOptions } from '@saccade/experiments';
import { start, tensorCount } from '@saccade/math';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FailedError, InterruptedError } from '../src/errors.ts';
import { listCheckpoints, readLatestCheckpoint } from '../src/runs/checkpoints.ts';
import { runPaths } from '../src/runs/folder.ts';
import { readMetrics } from '../src/runs/metrics-log.ts';
import { outputFor } from '../src/terminal/output.ts';
import { silentProgress } from '../src/terminal/progress.ts';
import { atTerminal } from '../src/training/at-terminal.ts';
import type { TrainingHost } from '../src/training/host.ts';
import { metricsTable } from '../src/training/metrics-table.ts';
import { trainCommand } from '../src/training/train-command.ts';
import { trainRun } from '../src/training/train-run.ts';
import { memoryStream, scratchFolder } from './fixtures.ts';
import { toy } from './toy-experiment.ts';

function request(overrides: Readonly<Record<string, string>> = {}) {
  const options = resolveOptions(toy, 'default', overrides);
  const record = { experiment: 'toy', seed: 3, preset: 'default', overrides, options } as const;
  return { experiment: toy, options, record, folder: join(scratchFolder(), 'run') };
}

/** A place without terminal and without signals. */
const silent = (): TrainingHost => ({
  signal: new AbortController().signal,
  progress: () => silentProgress,
  note: () => undefined,
});

test('a training writes metrics of every slice, a checkpoint, its result and its report', async () => {
  const asked = request({ rate: '0.25' });
  const result = await trainRun(asked, silent());
  const paths = runPaths(asked.folder);
  expect(readMetrics(paths.metrics).map(({ step, metrics }) => [step, metrics.weight])).toEqual(
    [1, 2, 3, 4, 5].map((step) => [step, 0.25 ** step]),
  );
  expect(readLatestCheckpoint(paths.checkpoints)).toMatchObject({ stamp: { step: 5 } });
  expect(result).toMatchObject({ steps: 5, seed: 3, run: asked.folder, metrics: { hitRate: 1 - 0.25 ** 5 } });
  expect(readFileSync(paths.report, 'utf8')).toContain('<h1>A toy &lt;for tests&gt;</h1>');
});

test('a training leaves no tensor behind', async () => {
  await start();
  const before = tensorCount();
  await trainRun(request(), silent());
  expect(tensorCount()).toBe(before);
});

test('a metric that is no number ends the training with its name and step, and unlocks the folder', async () => {
  const asked = request({ rate: '100000', steps: '100' });
  const error = await trainRun(asked, silent()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(FailedError);
  expect((error as Error).message).toBe(
    'the training diverged at step 8: weight is Infinity, the tensor weight is not finite; ' +
      'a smaller learning rate may help; there is no checkpoint yet',
  );
  expect(readdirSync(asked.folder).sort()).toEqual([
    'checkpoints',
    'environment.json',
    'metrics.jsonl',
    'options.json',
  ]);
});

test('a signal stops the training with a checkpoint of the step it names', async () => {
  const asked = request({ steps: '100000' });
  setTimeout(() => process.emit('SIGTERM'), 100);
  const stderr = memoryStream();
  const output = outputFor({}, memoryStream(), stderr);
  const error = await atTerminal(output, (host) => trainRun(asked, host)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InterruptedError);
  const checkpoint = listCheckpoints(runPaths(asked.folder).checkpoints).at(-1)!;
  const { step } = readLatestCheckpoint(runPaths(asked.folder).checkpoints)!.stamp;
  expect((error as Error).message).toBe(
    `interrupted at step ${step} of 100000; the checkpoint is ${checkpoint}; saccade resume ${asked.folder} goes on`,
  );
  expect(stderr.text()).toBe('stopping after this step …\n');
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

test('the command of a run is quoted for a shell', () => {
  const { record } = request();
  expect(trainCommand({ ...record, overrides: { rate: '1', name: "it's; rm" } })).toBe(
    `saccade train toy --seed 3 --preset default --set rate=1 --set 'name=it'\\''s; rm'`,
  );
});

test('metrics stand beside their target and baselines', () => {
  const table = metricsTable(
    { hitRate: 0.95, randomHitRate: 0.03, model: 2 },
    toy.targets({}),
    outputFor({}, memoryStream(), memoryStream()),
  );
  expect(table).toEqual([
    'metric    trained  target   random',
    '────────  ───────  ───────  ──────',
    'hit rate     0.95  ✓ ≥ 0.9    0.03',
    'model           2  –             –',
  ]);
});
