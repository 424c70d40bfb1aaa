// Which job runs when. Where it runs is the executor's affair: threads of this process, or one day a queue that machines share.
import type { RunResult } from '../runs/result.ts';
import type { Tick } from '../terminal/progress.ts';
import type { Job } from './jobs.ts';

/** How a job ended. */
export type JobOutcome =
  | { readonly status: 'done'; readonly result: RunResult }
  /** It failed by itself, or was stopped at its time limit; `reason` is one line. */
  | { readonly status: 'failed' | 'stopped'; readonly reason: string }
  /** It was told to end, and has written a checkpoint. */
  | { readonly status: 'interrupted' };

/** What an executor is told with a job, and what it tells about it. */
export interface JobWatch {
  /** Once aborted, the job ends after its present step, with a checkpoint. */
  readonly signal: AbortSignal;
  readonly onProgress: (tick: Tick) => void;
  /** A remark for a person: one line. */
  readonly onNote: (line: string) => void;
}

/** A place where jobs run. A job that was begun before goes on from its checkpoint. */
export interface Executor {
  /** Jobs that run side by side. */
  readonly width: number;
  /** Never rejects: whatever happens to the job is an outcome. */
  run(job: Job, watch: JobWatch): Promise<JobOutcome>;
  /** Ends what still runs, at once. */
  close(): Promise<void>;
}

/** Hears what happens to the jobs of a sweep. */
export interface SweepListener {
  started(job: Job): void;
  progress(job: Job, tick: Tick): void;
  note(job: Job, line: string): void;
  /** With the last outcome: after all retries, or when the sweep is interrupted. */
  finished(job: Job, outcome: JobOutcome): void;
}

/** How {@link runJobs} goes about it. */
export interface ScheduleOptions {
  /** Attempts beside the first, for a job that failed or was stopped. */
  readonly retries: number;
  /** Once aborted, no job is begun any more, and those that run are told to end. */
  readonly signal: AbortSignal;
}

/** Runs each job once, in order, as many at a time as the executor takes. */
export async function runJobs(
  jobs: readonly Job[],
  executor: Executor,
  { retries, signal }: ScheduleOptions,
  listener: SweepListener,
): Promise<void> {
  const waiting = jobs[Symbol.iterator]();
  const takeJobs = async () => {
    for (const job of waiting) {
      if (signal.aborted) return;
      listener.started(job);
      listener.finished(job, await runWithRetries(job, executor, { retries, signal }, listener));
    }
  };
  await Promise.all(Array.from({ length: Math.min(executor.width, jobs.length) }, takeJobs));
}

async function runWithRetries(
  job: Job,
  executor: Executor,
  { retries, signal }: ScheduleOptions,
  listener: SweepListener,
): Promise<JobOutcome> {
  const watch: JobWatch = {
    signal,
    onProgress: (tick) => listener.progress(job, tick),
    onNote: (line) => listener.note(job, line),
  };
  for (let attempt = 0; ; attempt++) {
    const outcome = await executor.run(job, watch);
    const final = outcome.status === 'done' || outcome.status === 'interrupted';
    if (final || attempt >= retries || signal.aborted) return outcome;
    listener.note(job, `${outcome.reason}; trying again, ${attempt + 1} of ${retries}`);
  }
}
