// Runs in a worker thread: one job at a time, in the job's own run folder.
import { existsSync, rmSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { describeError, InterruptedError } from '../errors.ts';
import { requireExperiment, requireOptions } from '../experiments.ts';
import { runPaths } from '../runs/folder.ts';
import type { RunResult } from '../runs/result.ts';
import type { Tick } from '../terminal/progress.ts';
import type { TrainingHost } from '../training/host.ts';
import { resumeRun } from '../training/resume-run.ts';
import { trainRun } from '../training/train-run.ts';
import type { Job } from './jobs.ts';
import type { JobOutcome } from './scheduler.ts';

/** What a thread is sent with a job. */
export interface WorkerTask {
  readonly job: Job;
  /** The job's run folder. */
  readonly folder: string;
  /** Any message from the other end means: end after the present step. Closed when the job has ended. */
  readonly port: MessagePort;
}

/** What a thread sends while it works. */
export type WorkerMessage = { readonly tick: Tick } | { readonly note: string };

/** Runs a job from its beginning, or goes on where it was stopped. */
export async function runJob({ job, folder, port }: WorkerTask): Promise<JobOutcome> {
  const controller = new AbortController();
  port.on('message', () => controller.abort());
  const send = (message: WorkerMessage) => port.postMessage(message);
  const host: TrainingHost = {
    signal: controller.signal,
    progress: () => ({ tick: (tick) => send({ tick }), end: () => undefined }),
    note: (note) => send({ note }),
  };
  try {
    return { status: 'done', result: await beginOrGoOn(job, folder, host) };
  } catch (error) {
    if (error instanceof InterruptedError) return { status: 'interrupted' };
    return { status: 'failed', reason: describeError(error).lines.join('; ') };
  } finally {
    port.close();
  }
}

async function beginOrGoOn(job: Job, folder: string, host: TrainingHost): Promise<RunResult> {
  if (existsSync(runPaths(folder).options)) return resumeRun(folder, host);
  // A process that was killed before it wrote the options leaves a folder without any work in it.
  rmSync(folder, { recursive: true, force: true });
  const experiment = requireExperiment(job.experiment);
  const { seed, preset, overrides } = job;
  const options = requireOptions(experiment, preset, overrides);
  const record = { experiment: job.experiment, seed, preset, overrides, options };
  return trainRun({ experiment, options, record, folder }, host);
}
