import type { Experiment, Preset } from '@saccade/experiments';
import { canonicalJson } from '@saccade/experiments';
import { join } from 'node:path';
import { FailedError } from '../errors.ts';
import { requireExperiment } from '../experiments.ts';
import { LEGEND } from '../results/figure-words.ts';
import { freshFolder } from '../runs/folder.ts';
import { commitSweep } from '../sweep/commit-sweep.ts';
import type { Grid } from '../sweep/flags.ts';
import { openSweepFolder } from '../sweep/folder.ts';
import { judgedMetrics } from '../sweep/judged.ts';
import type { SweepResult } from '../sweep/results.ts';
import { readSweepResult } from '../sweep/results.ts';
import type { RunSweepOptions } from '../sweep/run-sweep.ts';
import { runSweep } from '../sweep/run-sweep.ts';
import type { Overrides } from '../sweep/settings.ts';
import { checkSettings, gridSettings } from '../sweep/settings.ts';
import { settingsTable } from '../sweep/settings-table.ts';
import type { SweepSpec } from '../sweep/spec.ts';
import { mergeSpecs } from '../sweep/spec.ts';
import type { SweepRequest } from '../sweep/sweep-command.ts';
import { sweepCommand } from '../sweep/sweep-command.ts';
import { versionWords, writeSweepReport } from '../sweep/sweep-report.ts';
import { jobNames } from '../sweep/words.ts';
import type { Output } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { wrapText } from '../terminal/wrap.ts';
import { saccadeVersion, sourceCommit } from '../version.ts';

/** Flags of `saccade sweep`. */
export interface SweepFlags extends RunSweepOptions {
  readonly seeds: readonly number[];
  readonly preset: Preset;
  readonly set?: Overrides;
  readonly grid?: Grid;
  readonly out?: string;
  readonly commitResults?: boolean;
}

/** `saccade sweep <experiment>`: a run for each setting and seed, side by side, in one folder that can be gone on with. */
export async function sweep(name: string, flags: SweepFlags): Promise<void> {
  const experiment = requireExperiment(name);
  const { seeds, preset, set = {}, grid = {} } = flags;
  const request = { experiment: name, seeds, preset, set, grid };
  const asked = specOf(request, experiment);
  const folder = flags.out ?? freshFolder(join('sweeps', name), new Date());
  const again = sweepCommand(request, flagsToGoOn(flags, folder));
  const output = outputFor(flags);
  const { spec, earlier, lock } = openSweepFolder(folder, (before) => mergeSpecs(before, asked, experiment));
  try {
    if (earlier && canonicalJson(earlier.version) !== canonicalJson(spec.version))
      output.note(
        `${folder} was made by saccade ${versionWords(earlier)}: results of another version do not count`,
      );
    await runSweep(folder, spec, experiment, flags, again);
    const result = readSweepResult(folder, spec, experiment);
    const report = writeSweepReport(spec, experiment, result);
    if (flags.commitResults) await commit(spec, experiment, result, output);
    sayResult(spec, experiment, result, output);
    output.answer(`report: ${report}`);
    refuseMissing(spec, result, again);
  } finally {
    lock.release();
  }
}

function sayResult(spec: SweepSpec, experiment: Experiment, result: SweepResult, output: Output): void {
  const { style, width } = output;
  output.json(result);
  const facts = `${spec.preset}, ${count(result.settings, 'setting')}, ${count(result.jobs, 'job')}`;
  output.say(`${style.bold(experiment.title)}  ${style.dim(facts)}`, '');
  output.say(...settingsTable(judgedMetrics(spec, experiment, result), style, width), '');
  output.say(...wrapText(LEGEND, width).map(style.dim), '');
}

const count = ({ length }: readonly unknown[], what: string) => `${length} ${what}${length === 1 ? '' : 's'}`;

async function commit(spec: SweepSpec, experiment: Experiment, result: SweepResult, output: Output) {
  const { path, incomplete } = await commitSweep(spec, experiment, result);
  if (path !== undefined) output.note(`results: ${path}`);
  if (incomplete > 0)
    output.note(`not committed, as seeds are missing: ${incomplete} of ${result.settings.length} settings`);
}

/** @throws {@link FailedError} with a line for each job that has no result. */
function refuseMissing(spec: SweepSpec, { jobs }: SweepResult, again: string): void {
  const name = jobNames(spec);
  const missing = jobs.filter(({ status }) => status !== 'done');
  if (missing.length === 0) return;
  throw new FailedError(
    `${missing.length} of ${jobs.length} jobs have no result; to try them again: ${again}`,
    missing.map((job) => `${name(job)}: ${job.reason ?? 'not finished'}`),
  );
}

function specOf(request: SweepRequest, experiment: Experiment): SweepSpec {
  const { preset, seeds, set, grid } = request;
  const settings = gridSettings(set, grid);
  checkSettings(experiment, preset, settings, grid);
  return {
    ...{ experiment: experiment.name, preset },
    version: { saccade: saccadeVersion(), commit: sourceCommit() },
    settings: settings.map((overrides) => ({ overrides, seeds })),
    commands: [sweepCommand(request)],
  };
}

/** The flags that do not decide about jobs, as they were given. */
function flagsToGoOn(flags: SweepFlags, folder: string): string[] {
  const { workers, timeLimit, retries, commitResults } = flags;
  return [
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
    ...(timeLimit === undefined ? [] : ['--time-limit', String(timeLimit)]),
    ...(retries === 0 ? [] : ['--retries', String(retries)]),
    ...(commitResults ? ['--commit-results'] : []),
    ...['--out', folder],
  ];
}
