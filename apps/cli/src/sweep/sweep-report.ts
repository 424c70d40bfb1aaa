import type { Experiment } from '@saccade/experiments';
import { requireOptions } from '../experiments.ts';
import type { BandCurves } from '../report/band-chart.ts';
import { sweepPage } from '../report/sweep-page.ts';
import type { SweepMetric } from '../report/sweep-types.ts';
import type { Fact } from '../report/types.ts';
import { writeAtomic } from '../runs/atomic-write.ts';
import { runPaths } from '../runs/folder.ts';
import { readMetrics } from '../runs/metrics-log.ts';
import { intervalWords } from '../results/figure-words.ts';
import { formatDuration, formatNumber, metricWords, unitText } from '../terminal/format.ts';
import { bandPoints } from './curves.ts';
import { sweepPaths } from './folder.ts';
import type { SweepMetrics } from './judged.ts';
import { judgedMetrics } from './judged.ts';
import type { SweepResult } from './results.ts';
import { settingNames } from './settings.ts';
import type { SweepSpec } from './spec.ts';
import { intervalOf } from './statistics.ts';
import { jobNames } from './words.ts';

/**
 * Writes the report of a sweep from what stands in its folder.
 * @returns its path.
 */
export function writeSweepReport(spec: SweepSpec, experiment: Experiment, result: SweepResult): string {
  const path = sweepPaths(result.sweep).report;
  writeAtomic(path, sweepReport(spec, experiment, result));
  return path;
}

/** The HTML of a sweep's report. */
function sweepReport(spec: SweepSpec, experiment: Experiment, result: SweepResult): string {
  const { name, title, paper, reproduces } = experiment;
  return sweepPage({
    ...{ experiment: name, title, paper, reproduces },
    facts: facts(spec, result),
    metrics: judgedMetrics(spec, experiment, result).map((each) => reportMetric(experiment, each)),
    curves: curves(spec, experiment, result),
    failures: failures(spec, result),
    commands: spec.commands,
    environment: [['saccade', versionWords(spec)]],
  });
}

function facts(spec: SweepSpec, { jobs, settings }: SweepResult): Fact[] {
  const done = jobs.filter(({ status }) => status === 'done');
  const seeds = new Set(jobs.map(({ seed }) => seed)).size;
  const seconds = done.reduce((sum, { wallSeconds = 0 }) => sum + wallSeconds, 0);
  return [
    ['settings', formatNumber(settings.length)],
    ['seeds', formatNumber(seeds)],
    ['jobs done', `${formatNumber(done.length)} of ${formatNumber(jobs.length)}`],
    ['preset', spec.preset],
    ['training, all jobs', formatDuration(seconds)],
    ['commit', spec.version.commit?.replace(/^(\w{7})\w*/, '$1').replace('+changes', '+') ?? 'unknown'],
  ];
}

/** `0.1.0, commit 9ba7eb89c3ae` */
export const versionWords = ({ version: { saccade, commit } }: SweepSpec): string =>
  commit === undefined ? saccade : `${saccade}, commit ${commit}`;

function reportMetric({ metrics: specs }: Experiment, { metric, settings }: SweepMetrics): SweepMetric {
  return {
    ...{ label: metricWords(metric), unit: unitText(specs[metric]?.unit), doc: specs[metric]?.doc },
    rows: settings.map(({ setting, summary, target }) => ({
      ...{ setting, seeds: summary?.n ?? 0, target },
      estimate: summary && {
        ...summary,
        text: formatNumber(summary.mean),
        interval: intervalWords(intervalOf(summary)),
      },
    })),
  };
}

/** Of jobs that are done: the others would pull the mean at the steps that they reached. */
function curves(spec: SweepSpec, experiment: Experiment, { jobs, settings }: SweepResult): BandCurves[] {
  const names = settingNames(settings.map(({ overrides }) => overrides));
  const logs = settings.map(({ overrides }) =>
    jobs
      .filter((job) => job.overrides === overrides && job.status === 'done')
      .map(({ run }) => readMetrics(runPaths(run).metrics)),
  );
  const metrics = new Set(logs.flat(2).flatMap((line) => Object.keys(line.metrics)));
  return [...metrics].flatMap((metric) => {
    const bands = logs
      .map((runs, index) => ({ name: names[index]!, points: bandPoints(runs, metric) }))
      .filter(({ points }) => points.length > 1);
    if (bands.length === 0) return [];
    const { unit, doc } = experiment.metrics[metric] ?? {};
    const target = commonTarget(spec, experiment, metric);
    return [{ label: metricWords(metric), unit: unitText(unit), doc, bands, target }];
  });
}

/** The level that a metric has to reach in every setting; undefined where they differ. */
function commonTarget({ preset, settings }: SweepSpec, experiment: Experiment, metric: string) {
  const values = settings.map(({ overrides }) => {
    const targets = experiment.targets(requireOptions(experiment, preset, overrides));
    return targets.find((each) => each.metric === metric)?.value;
  });
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function failures(spec: SweepSpec, { jobs }: SweepResult): Fact[] {
  const name = jobNames(spec);
  return jobs.flatMap((job) => (job.reason === undefined ? [] : [[name(job), job.reason] as const]));
}
