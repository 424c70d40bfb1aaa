import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from '../runs/atomic-write.ts';

/** Why a job has no result. Stands in its run folder, in `failure.json`. */
export interface Failure {
  readonly status: 'failed' | 'stopped';
  /** One line. */
  readonly reason: string;
}

const pathOf = (run: string): string => join(run, 'failure.json');

/** How the latest attempt at a job failed, if it did. */
export function readFailure(run: string): Failure | undefined {
  return existsSync(pathOf(run)) ? (JSON.parse(readFileSync(pathOf(run), 'utf8')) as Failure) : undefined;
}

/** Writes down how a job failed. */
export function writeFailure(run: string, { status, reason }: Failure): void {
  mkdirSync(run, { recursive: true });
  writeJson(pathOf(run), { status, reason });
}

/** Forgets an earlier failure: the job is tried again. */
export function forgetFailure(run: string): void {
  rmSync(pathOf(run), { force: true });
}
