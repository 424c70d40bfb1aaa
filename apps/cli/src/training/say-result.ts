import type { Experiment, Options } from '@saccade/experiments';
import type { RunRecord } from '../runs/folder.ts';
import { runPaths } from '../runs/folder.ts';
import type { RunResult } from '../runs/result.ts';
import { formatDuration, formatNumber } from '../terminal/format.ts';
import type { Output } from '../terminal/output.ts';
import { metricsTable } from './metrics-table.ts';

/** Prints what a training gave: its metrics, and where the report is. */
export function sayResult(
  output: Output,
  { experiment, options }: { readonly experiment: Experiment; readonly options: Options },
  { seed, preset }: RunRecord,
  result: RunResult,
): void {
  const { style } = output;
  const facts = `seed ${seed}, ${preset}, ${formatNumber(result.steps)} steps in ${formatDuration(result.wallSeconds)}`;
  output.json(result);
  output.prose(`${style.bold(experiment.title)}  ${style.dim(facts)}`, '');
  output.say(...metricsTable(result.metrics, experiment.targets(options), output), '');
  output.answer(`report: ${runPaths(result.run).report}`);
}
