import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { namingFile } from '../errors.ts';

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
