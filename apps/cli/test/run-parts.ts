// What tests compare of runs.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetrics } from '../src/runs/metrics-log.ts';
import type { RunResult } from '../src/runs/result.ts';

/** What must not depend on stops: everything of a result but the time it took and the name of the folder. */
export function essence({
  wallSeconds: _,
  run: __,
  ...result
}: RunResult): Omit<RunResult, 'wallSeconds' | 'run'> {
  return result;
}

/** The slices of a training, without the time they took. */
export function slicesOf(folder: string): { step: number; metrics: object }[] {
  return readMetrics(join(folder, 'metrics.jsonl')).map(({ step, metrics }) => ({ step, metrics }));
}

/** Every file of a folder with a hash of its content: equal when nothing has changed. */
export function snapshot(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}
