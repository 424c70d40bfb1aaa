import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The built command. */
export const MAIN = join(import.meta.dirname, '..', 'dist', 'main.js');

/** What a command line gave. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a command line. */
export interface SaccadeOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each piece of stderr and the way to send the process a signal. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Called once with the number of the process, and the way to send it a signal. */
  readonly onStart?: (pid: number, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `saccade …args` in a process of its own, without a terminal. */
export function saccade(args: readonly string[], options: SaccadeOptions = {}): Promise<Outcome> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing; pnpm test builds it`);
  const env = { ...process.env, NODE_OPTIONS: '', SACCADE_DEBUG: '', ...options.env };
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts = { stdout: '', stderr: '' };
  if (child.pid !== undefined) options.onStart?.(child.pid, (signal) => child.kill(signal));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (parts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    parts.stderr += text;
    options.onStderr?.(text, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...parts }));
  });
}

/** Runs a task for each item, a few at a time, results in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
  width = 3,
): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
