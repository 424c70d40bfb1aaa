import type { Experiment, Target, Verdict } from '@saccade/experiments';
import { judgeSeeds } from '@saccade/experiments';
import { requireOptions } from '../experiments.ts';
import { formatNumber } from '../terminal/format.ts';
import { ownMetrics } from '../training/baselines.ts';
import type { SweepResult } from './results.ts';
import { valuesOf } from './results.ts';
import { settingNames } from './settings.ts';
import type { SweepSpec } from './spec.ts';
import type { MetricSummary } from './statistics.ts';
import { bootstrapKey } from './statistics.ts';

/** A target in words, and how the seeds of a setting stand to it. */
export interface JudgedTarget {
  /** `≥ 0.98` */
  readonly text: string;
  readonly verdict: Verdict;
  readonly source: string;
}

/** A metric of one setting. */
export interface SettingMetric {
  /** Which setting; empty where there is only one. */
  readonly setting: string;
  /** Undefined where no seed has a result. */
  readonly summary?: MetricSummary;
  readonly target?: JudgedTarget;
}

/** A metric of all settings of a sweep. */
export interface SweepMetrics {
  readonly metric: string;
  readonly settings: readonly SettingMetric[];
}

/** The metrics of a sweep, without those of baselines, each over all settings. */
export function judgedMetrics(spec: SweepSpec, experiment: Experiment, result: SweepResult): SweepMetrics[] {
  const names = settingNames(spec.settings.map(({ overrides }) => overrides));
  const all = Object.assign({}, ...result.jobs.map(({ metrics }) => metrics)) as Record<string, number>;
  return ownMetrics(all).map((metric) => ({
    metric,
    settings: result.settings.map(({ overrides, metrics }, index) => {
      const targets = experiment.targets(requireOptions(experiment, spec.preset, overrides));
      const target = targets.find((each) => each.metric === metric);
      const values = valuesOf(
        result.jobs.filter((job) => job.overrides === overrides),
        metric,
      );
      return {
        setting: names[index]!,
        summary: metrics[metric],
        target: target && values.length > 0 ? judge(target, values) : undefined,
      };
    }),
  }));
}

function judge(target: Target, values: readonly number[]): JudgedTarget {
  const { comparison, value, statistic, source } = target;
  const of = statistic === undefined || statistic === 'mean' ? '' : ` (${statistic})`;
  const { verdict } = judgeSeeds(target, values, bootstrapKey());
  return { text: `${comparison} ${formatNumber(value)}${of}`, verdict, source };
}
