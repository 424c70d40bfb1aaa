import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { namingFile } from '../errors.ts';
import { writeAtomic } from './atomic-write.ts';

/** One line of `metrics.jsonl`: the step, seconds since the start of the run, and the metrics of that slice. */
export interface MetricsLine {
  readonly step: number;
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Appends one line; a crash can tear at most the last one. */
export function appendMetrics(path: string, line: MetricsLine): void {
  namingFile(path, () => appendFileSync(path, `${JSON.stringify(line)}\n`));
}

/** Makes the lines so far durable, as a checkpoint that is written after them will be. */
export function syncMetrics(path: string): void {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    namingFile(path, () => fsyncSync(file));
  } finally {
    closeSync(file);
  }
}

/** Takes away what came after a step, and a torn last line, so that a training can go on from there. */
export function cutMetrics(path: string, step: number): void {
  const lines = readMetrics(path).filter((line) => line.step <= step);
  writeAtomic(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** All lines of the file, in order; a torn last line is left out, a missing file is empty. */
export function readMetrics(path: string): MetricsLine[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((text) => {
    const line = parseLine(text);
    return line ? [line] : [];
  });
}

function parseLine(text: string): MetricsLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<MetricsLine> | null;
    const complete = typeof line?.step === 'number' && typeof line.seconds === 'number' && !!line.metrics;
    return complete ? (line as MetricsLine) : undefined;
  } catch {
    return undefined;
  }
}
