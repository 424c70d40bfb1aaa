import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { describeError } from '../errors.ts';
import { formatDuration } from '../terminal/format.ts';
import { jobFolder } from './folder.ts';
import type { Job } from './jobs.ts';
import type { Executor, JobOutcome, JobWatch } from './scheduler.ts';
import type { WorkerMessage, WorkerTask } from './worker.ts';

/** Options of {@link threadExecutor}. */
export interface ThreadOptions {
  /** Sweep folder that the jobs' run folders stand in. */
  readonly folder: string;
  /** Threads. */
  readonly width: number;
  /** After so many seconds the thread of a job is ended, whatever it does. Default: never. */
  readonly timeLimit?: number;
}

/** Runs jobs in worker threads of this process, one job at a time in each. */
export function threadExecutor({ folder, width, timeLimit }: ThreadOptions): Executor {
  const pool = new Piscina<WorkerTask, JobOutcome>({
    ...{ minThreads: 0, maxThreads: width, idleTimeout: Infinity },
    // Without it, an idle thread would block where it cannot hear that a port was closed.
    atomics: 'disabled',
  });
  // What happens to a thread between jobs concerns none of them: it is replaced.
  pool.on('error', () => undefined);
  return {
    width,
    run: (job, watch) => runInThread(pool, job, jobFolder(folder, job.id), watch, timeLimit),
    close: () => pool.destroy(),
  };
}

async function runInThread(
  pool: Piscina<WorkerTask, JobOutcome>,
  job: Job,
  folder: string,
  watch: JobWatch,
  timeLimit: number | undefined,
): Promise<JobOutcome> {
  const { port1, port2 } = new MessageChannel();
  const limit = limitOf(timeLimit);
  const interrupt = () => port1.postMessage('interrupt');
  const ended = once(port1, 'close');
  listen(port1, watch);
  try {
    if (watch.signal.aborted) interrupt();
    watch.signal.addEventListener('abort', interrupt);
    return await pool.run(
      { job, folder, port: port2 },
      { filename: WORKER, name: 'runJob', transferList: [port2], signal: limit.signal },
    );
  } catch (error) {
    if (!limit.signal.aborted) return { status: 'failed', reason: `its thread ended: ${describe(error)}` };
    return { status: 'stopped', reason: `stopped at its time limit of ${formatDuration(timeLimit!)}` };
  } finally {
    limit.clear();
    watch.signal.removeEventListener('abort', interrupt);
    // The thread closes its end, or loses it when it dies: from here on nothing writes into the folder. An end that never
    // came to a thread is closed here; on one that did, this does nothing.
    port2.close();
    await ended;
  }
}

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

const describe = (error: unknown): string => describeError(error).lines.join('; ');

function limitOf(seconds: number | undefined): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const timer = seconds === undefined ? undefined : setTimeout(() => controller.abort(), seconds * 1000);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

function listen(port: MessagePort, { onProgress, onNote }: JobWatch): void {
  port.on('message', (message: WorkerMessage) => {
    if ('tick' in message) onProgress(message.tick);
    else onNote(message.note);
  });
}
