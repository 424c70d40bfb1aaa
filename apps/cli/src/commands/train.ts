import type { Preset } from '@saccade/experiments';
import { requireExperiment, requireOptions } from '../experiments.ts';
import { defaultFolder } from '../runs/folder.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { atTerminal } from '../training/at-terminal.ts';
import { sayResult } from '../training/say-result.ts';
import type { Saving } from '../training/saving.ts';
import { trainRun } from '../training/train-run.ts';

/** Flags of `saccade train`. */
export interface TrainFlags extends OutputOptions, Saving {
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
  const result = await atTerminal(output, (host) =>
    trainRun({ experiment, options, record, folder, saving: flags }, host),
  );
  sayResult(output, { experiment, options }, record, result);
}
