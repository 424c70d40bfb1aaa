import type { Metrics } from '@saccade/experiments';

/** Controllers that were not trained, and that experiments measure beside their own: `randomHitRate` beside `hitRate`. */
export const BASELINES = ['random', 'untrained'] as const;
export type Baseline = (typeof BASELINES)[number];

/** The name that a metric has for a baseline: `hitRate` → `randomHitRate`. */
export function baselineName(baseline: Baseline, metric: string): string {
  return `${baseline}${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
}

/** Metrics of the trained controller itself: those that are not a baseline of another. */
export function ownMetrics(metrics: Metrics): string[] {
  const names = Object.keys(metrics);
  const others = new Set(names.flatMap((name) => BASELINES.map((baseline) => baselineName(baseline, name))));
  return names.filter((name) => !others.has(name));
}

/** The baselines that at least one metric has. */
export function measuredBaselines(metrics: Metrics): Baseline[] {
  const names = Object.keys(metrics);
  return BASELINES.filter((each) => names.some((name) => baselineName(each, name) in metrics));
}
