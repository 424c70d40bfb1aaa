import type { Preset } from '@saccade/experiments';
import { requireExperiment, requireOptions } from '../experiments.ts';
import { defaultFolder, runPaths } from '../runs/folder.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { formatDuration, formatNumber } from '../terminal/format.ts';
import { metricsTable } from '../training/metrics-table.ts';
import { trainRun } from '../training/train-run.ts';

/** Flags of `saccade train`. */
export interface TrainFlags extends OutputOptions {
  readonly seed: number;
  readonly preset: Preset;
  readonly set?: Readonly<Record<string, string>>;
  readonly out?: string;
}

/** `saccade train <experiment>`: trains in a new run folder, prints the metrics and where the report is. */
export async function train(name: string, flags: TrainFlags): Promise<void> {
  const { seed, preset, set: overrides = {} } = flags;
  const experiment = requireExperiment(name);
  const options = requireOptions(experiment, preset, overrides);
  const folder = flags.out ?? defaultFolder(name, seed, new Date());
  const output = outputFor(flags);
  const record = { experiment: name, seed, preset, overrides, options };
  const result = await trainRun({ experiment, options, record, folder }, output);
  output.json(result);
  const { style } = output;
  const facts = `seed ${seed}, ${preset}, ${formatNumber(result.steps)} steps in ${formatDuration(result.wallSeconds)}`;
  output.say(`${style.bold(experiment.title)}  ${style.dim(facts)}`, '');
  output.say(...metricsTable(result.metrics, experiment.targets(options), style), '');
  output.answer(`report: ${runPaths(folder).report}`);
}
