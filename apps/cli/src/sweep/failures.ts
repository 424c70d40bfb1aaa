import { existsSync, readFileSync } from 'node:fs';
import { writeJson } from '../runs/atomic-write.ts';

/** Why a job has no result. */
export interface Failure {
  readonly status: 'failed' | 'stopped';
  /** One line. */
  readonly reason: string;
}

/** The latest failures of a sweep by job id. Stands in `failures.json`; a result that came later counts more. */
export type Failures = Readonly<Record<string, Failure>>;

/** Reads the failures of a sweep; none where the file is missing. */
export function readFailures(path: string): Failures {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Failures) : {};
}

/** Notes how a job failed. */
export function recordFailure(path: string, id: string, { status, reason }: Failure): void {
  writeJson(path, { ...readFailures(path), [id]: { status, reason } });
}
