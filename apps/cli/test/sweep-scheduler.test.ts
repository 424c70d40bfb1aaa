import { expect, test } from 'vitest';
import type { RunResult } from '../src/runs/result.ts';
import type { Job } from '../src/sweep/jobs.ts';
import type { Executor, JobOutcome, JobWatch, SweepListener } from '../src/sweep/scheduler.ts';
import { runJobs } from '../src/sweep/scheduler.ts';

const jobs = Array.from({ length: 7 }, (_, seed): Job => ({
  id: `job${seed}`,
  experiment: 'toy',
  preset: 'quick',
  overrides: {},
  seed,
}));
const done: JobOutcome = { status: 'done', result: {} as RunResult };
const failed: JobOutcome = { status: 'failed', reason: 'diverged' };
const stopped: JobOutcome = { status: 'stopped', reason: 'too long' };
const never = new AbortController().signal;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** An executor that answers as told after a turn of the event loop, and counts. */
function fakeExecutor(width: number, answer: (job: Job, attempt: number, watch: JobWatch) => JobOutcome) {
  const attempts = new Map<string, number>();
  const counts = { running: 0, most: 0 };
  const executor: Executor = {
    width,
    async run(job, watch) {
      const attempt = (attempts.get(job.id) ?? 0) + 1;
      attempts.set(job.id, attempt);
      counts.most = Math.max(counts.most, ++counts.running);
      await nextTurn();
      counts.running--;
      return answer(job, attempt, watch);
    },
    close: () => Promise.resolve(),
  };
  return { executor, attempts, counts };
}

function memoryListener() {
  const heard: string[] = [];
  const listener: SweepListener = {
    started: ({ seed }) => heard.push(`${seed} started`),
    progress: ({ seed }, { step }) => heard.push(`${seed} at ${step}`),
    note: ({ seed }, line) => heard.push(`${seed}: ${line}`),
    finished: ({ seed }, { status }) => heard.push(`${seed} ${status}`),
  };
  return { heard, listener };
}

test('each job runs once, in order, as many at a time as the executor takes', async () => {
  const { executor, attempts, counts } = fakeExecutor(3, () => done);
  const { heard, listener } = memoryListener();
  await runJobs(jobs, executor, { retries: 5, signal: never }, listener);
  expect([...attempts]).toEqual(jobs.map(({ id }) => [id, 1]));
  expect(counts.most).toBe(3);
  expect(heard.filter((line) => line.endsWith('started'))).toEqual(jobs.map(({ seed }) => `${seed} started`));
  expect(heard.filter((line) => line.endsWith('done')).sort()).toEqual(
    jobs.map(({ seed }) => `${seed} done`),
  );
});

test('a job that fails does not keep the others from running', async () => {
  const { executor } = fakeExecutor(2, ({ seed }) => (seed === 2 ? failed : seed === 3 ? stopped : done));
  const { heard, listener } = memoryListener();
  await runJobs(jobs, executor, { retries: 0, signal: never }, listener);
  expect(heard.filter((line) => !line.endsWith('started')).sort()).toEqual([
    '0 done',
    '1 done',
    '2 failed',
    '3 stopped',
    '4 done',
    '5 done',
    '6 done',
  ]);
});

test('a retry that succeeds counts, and says so', async () => {
  const { executor } = fakeExecutor(1, (_, attempt) => (attempt < 3 ? stopped : done));
  const { heard, listener } = memoryListener();
  await runJobs(jobs.slice(0, 1), executor, { retries: 2, signal: never }, listener);
  expect(heard).toEqual([
    '0 started',
    '0: too long; trying again, 1 of 2',
    '0: too long; trying again, 2 of 2',
    '0 done',
  ]);
});

test('after the last retry the job has failed', async () => {
  const { executor, attempts } = fakeExecutor(1, () => failed);
  const { heard, listener } = memoryListener();
  await runJobs(jobs.slice(0, 2), executor, { retries: 2, signal: never }, listener);
  expect([...attempts.values()]).toEqual([3, 3]);
  expect(heard.filter((line) => line.endsWith(' failed'))).toEqual(['0 failed', '1 failed']);
});

test('after an interruption no job begins, none is tried again, and those that run are told', async () => {
  const controller = new AbortController();
  const { executor, attempts } = fakeExecutor(2, ({ seed }, _, { signal }) => {
    controller.abort();
    expect(signal.aborted).toBe(true);
    return seed === 0 ? failed : { status: 'interrupted' };
  });
  const { heard, listener } = memoryListener();
  await runJobs(jobs, executor, { retries: 9, signal: controller.signal }, listener);
  expect([...attempts]).toEqual([
    ['job0', 1],
    ['job1', 1],
  ]);
  expect(heard).toEqual(['0 started', '1 started', '0 failed', '1 interrupted']);
});

test('what an executor tells about a job reaches the listener', async () => {
  const { executor } = fakeExecutor(1, (_job, _attempt, { onProgress, onNote }) => {
    onProgress({ step: 5, totalSteps: 9, seconds: 1, metrics: {} });
    onNote('a checkpoint was damaged');
    return done;
  });
  const { heard, listener } = memoryListener();
  await runJobs(jobs.slice(3, 4), executor, { retries: 0, signal: never }, listener);
  expect(heard).toEqual(['3 started', '3 at 5', '3: a checkpoint was damaged', '3 done']);
});

test('no jobs at all end at once', async () => {
  const { executor } = fakeExecutor(1, () => failed);
  await runJobs([], executor, { retries: 0, signal: never }, memoryListener().listener);
});

test('a listener that fails, as when the disk is full, ends the sweep with its error', async () => {
  const { executor } = fakeExecutor(1, () => done);
  const listener = {
    ...memoryListener().listener,
    finished: () => {
      throw new Error('no space left');
    },
  };
  await expect(runJobs(jobs, executor, { retries: 0, signal: never }, listener)).rejects.toThrow(
    'no space left',
  );
});
