import type { Drawing, Experiment, Metrics, OptionValue, Target } from '@saccade/experiments';
import { readFileSync } from 'node:fs';
import type { Curve } from '../report/chart.ts';
import { reportPage } from '../report/page.ts';
import type { Fact, Report, ReportMetric, ReportOption } from '../report/types.ts';
import type { RunEnvironment } from '../runs/environment.ts';
import type { RunRecord } from '../runs/folder.ts';
import type { MetricsLine } from '../runs/metrics-log.ts';
import { readMetrics } from '../runs/metrics-log.ts';
import type { RunResult } from '../runs/result.ts';
import { formatDuration, formatNumber, metricWords, unitText } from '../terminal/format.ts';
import type { Baseline } from './baselines.ts';
import { baselineName, measuredBaselines, ownMetrics } from './baselines.ts';
import type { OpenedRun } from './opened-run.ts';
import { judge } from './targets.ts';

/** The HTML of a run's report, from what stands in its folder, its drawings, and its result once it has finished. */
export function runReport(
  { experiment, options, record, paths }: OpenedRun,
  drawings: readonly Drawing[],
  result: RunResult | undefined,
): string {
  const targets = experiment.targets(options);
  const environment = JSON.parse(readFileSync(paths.environment, 'utf8')) as RunEnvironment;
  const lines = readMetrics(paths.metrics);
  const metrics = result?.metrics ?? {};
  const baselines = measuredBaselines(metrics);
  const report: Report = {
    experiment: experiment.name,
    title: experiment.title,
    paper: experiment.paper,
    reproduces: experiment.reproduces,
    deviations: experiment.deviations,
    facts: facts(record, environment, lines, result),
    command: environment.command,
    baselines,
    metrics: ownMetrics(metrics).map((name) => reportMetric(experiment, targets, metrics, baselines, name)),
    curves: curves(experiment, targets, lines),
    drawings,
    options: Object.entries(options).map(([name, value]) => reportOption(experiment, name, value)),
    environment: environmentFacts(environment, result),
  };
  return reportPage(report);
}

function facts(
  record: RunRecord,
  environment: RunEnvironment,
  lines: readonly MetricsLine[],
  result?: RunResult,
): Fact[] {
  const last = lines.at(-1);
  const steps = result?.steps ?? last?.step ?? 0;
  const seconds = result?.wallSeconds ?? last?.seconds ?? 0;
  return [
    ['seed', String(record.seed)],
    ['preset', record.preset],
    ['training', `${formatNumber(steps)} steps${result ? '' : ', unfinished'}`],
    ['time', formatDuration(seconds)],
    ['commit', environment.commit?.replace(/^(\w{7})\w*/, '$1').replace('+changes', '+') ?? 'unknown'],
    ['date', environment.startedAt.slice(0, 10)],
  ];
}

function environmentFacts(environment: RunEnvironment, result?: RunResult): Fact[] {
  return [
    ['saccade', `${environment.saccade}${environment.commit ? `, commit ${environment.commit}` : ''}`],
    ['node', environment.node],
    ['tfjs', `${environment.tfjs}, ${environment.backend}${environment.simd ? ' with SIMD' : ''}`],
    ['platform', environment.platform],
    ...(result ? ([['SHA-256 of the weights', result.weightsSha256]] as const) : []),
  ];
}

function reportMetric(
  { metrics: specs }: Experiment,
  targets: readonly Target[],
  metrics: Metrics,
  baselines: readonly Baseline[],
  name: string,
): ReportMetric {
  const value = metrics[name]!;
  const others = baselines.map((each) => metrics[baselineName(each, name)]);
  return {
    label: metricWords(name),
    value: formatNumber(value),
    unit: unitText(specs[name]?.unit),
    doc: specs[name]?.doc,
    target: judge(targets, name, value),
    baselines: others.map((other) => (other === undefined ? undefined : formatNumber(other))),
  };
}

function reportOption({ options }: Experiment, name: string, value: OptionValue): ReportOption {
  const spec = options[name]!;
  const unit = spec.kind === 'choice' ? undefined : unitText(spec.unit);
  const shown = typeof value === 'number' ? formatNumber(value) : value;
  return { name, value: shown, unit, doc: spec.doc, source: spec.source, changed: value !== spec.default };
}

function curves(
  { metrics: specs }: Experiment,
  targets: readonly Target[],
  lines: readonly MetricsLine[],
): Curve[] {
  const names = [...new Set(lines.flatMap(({ metrics }) => Object.keys(metrics)))];
  return names.map((name) => ({
    label: metricWords(name),
    unit: unitText(specs[name]?.unit),
    doc: specs[name]?.doc,
    target: targets.find(({ metric }) => metric === name)?.value,
    points: lines.flatMap(({ step, metrics }) => (name in metrics ? [{ step, value: metrics[name]! }] : [])),
  }));
}
