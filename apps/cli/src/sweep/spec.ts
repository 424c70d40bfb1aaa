import type { Experiment, Preset } from '@saccade/experiments';
import { canonicalJson } from '@saccade/experiments';
import { requireOptions } from '../experiments.ts';
import { UsageError } from '../errors.ts';
import { MAX_JOBS } from './flags.ts';
import type { SourceVersion } from './jobs.ts';
import type { Overrides } from './settings.ts';

/** One point of a sweep's grid, and the seeds it is run with. */
export interface SweepSetting {
  readonly overrides: Overrides;
  /** Ascending. */
  readonly seeds: readonly number[];
}

/** What a sweep consists of. Stands in `sweep.json`. */
export interface SweepSpec {
  readonly experiment: string;
  readonly preset: Preset;
  /** With what its results are made: another version makes all of them anew. */
  readonly version: SourceVersion;
  readonly settings: readonly SweepSetting[];
  /** The command lines that asked for it, without `--out`. */
  readonly commands: readonly string[];
}

/**
 * A sweep together with what another command asks for: new settings and new seeds are added, the later version holds.
 * @throws {@link UsageError} when experiment or preset differ, two settings are the same, or there are too many jobs.
 */
export function mergeSpecs(
  earlier: SweepSpec | undefined,
  asked: SweepSpec,
  experiment: Experiment,
): SweepSpec {
  refuseOther(earlier, asked);
  refuseTwins(asked, experiment);
  const settings = new Map(earlier?.settings.map((each) => [keyOf(asked, experiment, each), each]));
  for (const each of asked.settings) {
    const key = keyOf(asked, experiment, each);
    const known = settings.get(key);
    const seeds = [...new Set([...(known?.seeds ?? []), ...each.seeds])].sort((a, b) => a - b);
    settings.set(key, { overrides: known?.overrides ?? each.overrides, seeds });
  }
  const merged = {
    ...asked,
    settings: [...settings.values()],
    commands: [...new Set([...(earlier?.commands ?? []), ...asked.commands])],
  };
  refuseTooMany(merged);
  return merged;
}

/** The same for overrides that resolve to the same options, `lr=0.1` and `lr=0.10`. */
function keyOf({ preset }: SweepSpec, experiment: Experiment, { overrides }: SweepSetting): string {
  return canonicalJson(requireOptions(experiment, preset, overrides));
}

function refuseOther(earlier: SweepSpec | undefined, asked: SweepSpec): void {
  for (const what of ['experiment', 'preset'] as const)
    if (earlier && earlier[what] !== asked[what])
      throw new UsageError(
        `--out holds a sweep of the ${what} ${earlier[what]}, this one is of ${asked[what]}; give it a folder of its own`,
      );
}

function refuseTwins(spec: SweepSpec, experiment: Experiment): void {
  const seen = new Map<string, Overrides>();
  for (const setting of spec.settings) {
    const key = keyOf(spec, experiment, setting);
    const twin = seen.get(key);
    if (twin)
      throw new UsageError(
        `--grid gives the same setting twice: ${words(twin)} and ${words(setting.overrides)}`,
      );
    seen.set(key, setting.overrides);
  }
}

const words = (overrides: Overrides): string =>
  Object.entries(overrides)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

function refuseTooMany({ settings }: SweepSpec): void {
  const jobs = settings.reduce((sum, { seeds }) => sum + seeds.length, 0);
  if (jobs > MAX_JOBS)
    throw new UsageError(
      `${settings.length} settings with their seeds are ${jobs} jobs; a sweep has at most ${MAX_JOBS}`,
    );
}
