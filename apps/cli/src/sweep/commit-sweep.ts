import type { CommittedRun, Experiment } from '@saccade/experiments';
import { fingerprint } from '@saccade/experiments';
import { requireOptions } from '../experiments.ts';
import { readData } from '../host/data.ts';
import { commitResults } from '../results/committed-file.ts';
import type { JobResult, SweepResult } from './results.ts';
import type { SweepSetting, SweepSpec } from './spec.ts';
import { sweepCommand } from './sweep-command.ts';

/**
 * Writes the results of each setting, of which every seed has one, beside the experiments.
 * @param folder - of the committed results. Default: that of the experiments' package.
 * @returns the file, undefined when no setting is complete; and how many settings are not.
 */
export async function commitSweep(
  spec: SweepSpec,
  experiment: Experiment,
  { jobs }: SweepResult,
  folder?: string,
): Promise<{ path?: string; incomplete: number }> {
  let path: string | undefined;
  let incomplete = 0;
  for (const setting of spec.settings) {
    const runs = jobs.filter((job) => job.overrides === setting.overrides).flatMap(committedRun);
    if (runs.length < setting.seeds.length) incomplete++;
    else path = commitResults(await committedSetting(spec, experiment, setting, runs), folder);
  }
  return { path, incomplete };
}

function committedRun({ seed, metrics, steps, wallSeconds, weightsSha256 }: JobResult): CommittedRun[] {
  const complete =
    metrics !== undefined && steps !== undefined && wallSeconds !== undefined && weightsSha256 !== undefined;
  return complete ? [{ seed, metrics, steps, wallSeconds, weightsSha256 }] : [];
}

async function committedSetting(
  { experiment: name, preset, version }: SweepSpec,
  experiment: Experiment,
  { overrides, seeds }: SweepSetting,
  runs: readonly CommittedRun[],
) {
  const options = requireOptions(experiment, preset, overrides);
  return {
    ...{ experiment: name, preset, overrides, options },
    command: sweepCommand({ experiment: name, preset, seeds, set: overrides, grid: {} }),
    ...{ commit: version.commit ?? 'unknown', node: process.versions.node, saccade: version.saccade },
    fingerprint: await fingerprint(experiment, overrides, readData(experiment.dataSets(options))),
    runs,
  };
}
