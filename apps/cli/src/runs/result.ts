import { existsSync, readFileSync } from 'node:fs';

/** What a finished training says: the object that `--json` prints, and `result.json`. */
export interface RunResult {
  readonly experiment: string;
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
  /** Evaluated on fresh data after the last step. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly steps: number;
  /** Seconds of training, without evaluation and report. */
  readonly wallSeconds: number;
  readonly weightsSha256: string;
  /** The run folder. */
  readonly run: string;
}

/** Reads `result.json`; undefined when the run has not finished. */
export function readResult(path: string): RunResult | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunResult) : undefined;
}
