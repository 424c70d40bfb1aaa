// The format of committed results: what was measured, by which command, at which commit, and how to tell that it still holds.
import { canonicalJson } from '../canonical-json.ts';
import type { Options, OptionValue } from '../contract/option-specs.ts';
import type { Metrics, Preset } from '../contract/types.ts';

/** One seed. */
export interface CommittedRun {
  readonly seed: number;
  readonly metrics: Metrics;
  readonly steps: number;
  /** Of training, without evaluation. */
  readonly wallSeconds: number;
  readonly weightsSha256: string;
}

/** All seeds of one setting: a preset and what was set beside it. */
export interface CommittedSetting {
  readonly preset: Preset;
  readonly overrides: Readonly<Record<string, OptionValue>>;
  /** Preset and overrides, resolved when the runs were made. */
  readonly options: Options;
  /** The command line that makes the runs again. */
  readonly command: string;
  /** Of the source, with `+changes` where files differed from it. */
  readonly commit: string;
  /** Version of Node. */
  readonly node: string;
  /** Version of Saccade. */
  readonly saccade: string;
  /** {@link fingerprint} of the experiment with these overrides, made with the runs. */
  readonly fingerprint: string;
  /** By seed, ascending. */
  readonly runs: readonly CommittedRun[];
}

/** What stands in `results/<experiment>.json`. */
export interface CommittedResults {
  readonly experiment: string;
  readonly settings: readonly CommittedSetting[];
}

/** The results with one setting put in: in the place of an earlier one with the same preset and overrides, or at the end. */
export function withSetting(results: CommittedResults, setting: CommittedSetting): CommittedResults {
  const place = results.settings.findIndex((each) => nameOf(each) === nameOf(setting));
  const settings = [...results.settings];
  settings.splice(place < 0 ? settings.length : place, place < 0 ? 0 : 1, tidied(setting));
  return { ...results, settings };
}

/** Overrides may come as text, `{ lr: '.1' }`; the options say what value each of them stands for. */
function overridesOf({ overrides, options }: CommittedSetting): Readonly<Record<string, OptionValue>> {
  const names = Object.keys(overrides).sort();
  return Object.fromEntries(names.map((name) => [name, options[name] ?? overrides[name]]));
}

function nameOf(setting: CommittedSetting): string {
  return canonicalJson([setting.preset, overridesOf(setting)]);
}

/** In the order of the format, with nothing else. */
function tidied(setting: CommittedSetting): CommittedSetting {
  const { preset, options, command, commit, node, saccade, fingerprint } = setting;
  const runs = setting.runs
    .map(({ seed, metrics, steps, wallSeconds, weightsSha256 }) => {
      return { seed, metrics, steps, wallSeconds, weightsSha256 };
    })
    .sort((a, b) => a.seed - b.seed);
  const overrides = overridesOf(setting);
  return { preset, overrides, options, command, commit, node, saccade, fingerprint, runs };
}
