import type {
  CommittedSetting,
  Experiment,
  Interval,
  MetricSpec,
  Options,
  Preset,
  Statistic,
  Target,
  Verdict,
} from '@saccade/experiments';
import { judgeSeeds, meanOf } from '@saccade/experiments';
import { key } from '@saccade/math';
import { FailedError } from '../errors.ts';
import type { Baseline } from '../training/baselines.ts';
import { baselineName, BASELINES } from '../training/baselines.ts';
import type { Committed } from './read-committed.ts';

/** A figure to reach, beside what the paper reports and what our seeds gave. */
export interface Figure {
  readonly metric: string;
  readonly unit: string;
  readonly doc: string;
  readonly statistic: Statistic;
  readonly paper: number | null;
  readonly target: Pick<Target, 'comparison' | 'value' | 'source'>;
  readonly ours: number;
  /** Of 95 %. */
  readonly interval: Interval | null;
  readonly verdict: Verdict;
  /** Means of controllers that did not learn. */
  readonly baselines: Readonly<Partial<Record<Baseline, number>>>;
}

/** The committed results of one setting beside what they should be. */
export interface Comparison {
  readonly experiment: string;
  /** What the experiment is called, and its paper. */
  readonly title: string;
  readonly citation: string;
  readonly preset: Preset;
  readonly overrides: Options;
  readonly figures: readonly Figure[];
  readonly seeds: readonly number[];
  readonly command: string;
  readonly commit: string;
  readonly node: string;
  readonly saccade: string;
  /** Of one training, mean over seeds. */
  readonly wallSeconds: number;
}

/** Always the same resamples, so that the same results give the same table. */
const BOOTSTRAP_SEED = 0;

/** Compares a setting's committed results with the targets that the experiment has for its options. */
export function compareSetting({ experiment, setting }: Committed): Comparison {
  const { preset, overrides, options, command, commit, node, saccade, runs } = setting;
  const figures = experiment.targets(options).map((target) => figureOf(experiment, setting, target));
  const seeds = runs.map(({ seed }) => seed);
  const wallSeconds = Number(meanOf(runs.map((run) => run.wallSeconds)).toFixed(3));
  const { name, title, paper: citation } = experiment;
  return {
    ...{ experiment: name, title, citation, preset, overrides, figures },
    ...{ seeds, command, commit, node, saccade, wallSeconds },
  };
}

function figureOf(experiment: Experiment, setting: CommittedSetting, target: Target): Figure {
  const { metric, statistic = 'mean', paper = null, comparison, value, source } = target;
  const values = valuesOf(setting, metric);
  if (!values)
    throw new FailedError(
      `the committed runs of ${settingWords(experiment.name, setting)} have no ${metric}`,
    );
  const { unit, doc } = experiment.metrics[metric] as MetricSpec;
  const judgement = judgeSeeds(target, values, key(BOOTSTRAP_SEED));
  const baselines = BASELINES.flatMap((name) => {
    const others = valuesOf(setting, baselineName(name, metric));
    return others ? [[name, meanOf(others)] as const] : [];
  });
  return {
    ...{ metric, unit, doc, statistic, paper, target: { comparison, value, source } },
    ...{ ours: judgement.value, interval: judgement.interval ?? null, verdict: judgement.verdict },
    baselines: Object.fromEntries(baselines),
  };
}

/** A metric of every seed; undefined when one does not have it. */
function valuesOf({ runs }: CommittedSetting, metric: string): number[] | undefined {
  const values = runs.flatMap(({ metrics }) => metrics[metric] ?? []);
  return values.length === runs.length ? values : undefined;
}

/** A setting as it is asked for on a command line: `fovea --set scene=digits`. */
export function settingWords(
  experiment: string,
  { preset, overrides }: Pick<CommittedSetting, 'preset' | 'overrides'>,
): string {
  const sets = Object.entries(overrides).map(([name, value]) => `--set ${name}=${value}`);
  return [experiment, ...(preset === 'default' ? [] : [`--preset ${preset}`]), ...sets].join(' ');
}
