import type { Experiment } from '@saccade/experiments';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { InterruptedError } from '../errors.ts';
import { listenForInterrupt } from '../host/interrupt.ts';
import { runPaths } from '../runs/folder.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { sweepDisplay } from './display.ts';
import { forgetFailure, writeFailure } from './failure.ts';
import { jobFolder } from './folder.ts';
import type { Job } from './jobs.ts';
import { jobsOf } from './jobs.ts';
import type { SweepListener } from './scheduler.ts';
import { runJobs } from './scheduler.ts';
import type { SweepSpec } from './spec.ts';
import { threadExecutor } from './thread-executor.ts';
import { jobNames } from './words.ts';

/** How the jobs of a sweep are run. */
export interface RunSweepOptions extends OutputOptions {
  /** Threads. Default: the cores of the machine. */
  readonly workers?: number;
  /** Seconds for each attempt at a job. Default: no limit. */
  readonly timeLimit?: number;
  readonly retries: number;
}

/**
 * Runs the jobs of a sweep that have no result yet, and shows on stderr how that goes.
 * @param again - the command line that goes on after an interruption.
 * @throws {@link InterruptedError} after a signal, with a checkpoint of each job that ran.
 */
export async function runSweep(
  folder: string,
  spec: SweepSpec,
  experiment: Experiment,
  options: RunSweepOptions,
  again: string,
): Promise<void> {
  const jobs = jobsOf(spec, experiment);
  const missing = jobs.filter((job) => !isDone(folder, job));
  if (missing.length === 0) return;
  const width = Math.min(options.workers ?? availableParallelism(), missing.length);
  const counts = { total: jobs.length, done: jobs.length - missing.length };
  const facts = { experiment, nameOf: jobNames(spec), workers: width, ...counts };
  const display = sweepDisplay(facts, options);
  if (counts.done > 0) display.remark(`${counts.done} of ${counts.total} jobs are done already`);
  const interrupt = listenForInterrupt(() => display.remark('stopping after the present steps …'));
  const executor = threadExecutor({ folder, width, timeLimit: options.timeLimit });
  const { signal } = interrupt;
  try {
    await runJobs(missing, executor, { retries: options.retries, signal }, recording(folder, display));
  } finally {
    display.end();
    interrupt.stopListening();
    await executor.close();
  }
  const done = jobs.filter((job) => isDone(folder, job)).length;
  if (signal.aborted && done < jobs.length)
    throw new InterruptedError(`interrupted with ${done} of ${jobs.length} jobs done; go on with: ${again}`);
}

const isDone = (folder: string, { id }: Job): boolean => existsSync(runPaths(jobFolder(folder, id)).result);

/** Writes down how jobs fail, before it is shown. */
function recording(folder: string, listener: SweepListener): SweepListener {
  return {
    ...listener,
    started(job) {
      forgetFailure(jobFolder(folder, job.id));
      listener.started(job);
    },
    finished(job, outcome) {
      const failed = outcome.status === 'failed' || outcome.status === 'stopped';
      if (failed) writeFailure(jobFolder(folder, job.id), outcome);
      listener.finished(job, outcome);
    },
  };
}
