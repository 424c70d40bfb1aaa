import { bootstrapInterval, meanOf } from '@saccade/experiments';
import type { BandPoint } from '../report/band-chart.ts';
import type { MetricsLine } from '../runs/metrics-log.ts';
import { bootstrapKey } from './statistics.ts';

/** Points of a curve: fine enough for a small chart, coarse enough that each is a mean of several slices. */
const PARTS = 60;
/** The band of a chart need not be as exact as the table. */
const RESAMPLES = 300;

/**
 * The learning curve of a metric over the seeds of a setting: the steps are cut into parts, each seed gives its mean of each
 * part, and of these come mean and interval. Parts that some seed says nothing about are left out.
 * @param runs - `metrics.jsonl` of each seed.
 */
export function bandPoints(runs: readonly (readonly MetricsLine[])[], metric: string): BandPoint[] {
  const curves = runs.map((lines) =>
    lines.flatMap(({ step, metrics }) => {
      const value = metrics[metric];
      return value !== undefined && Number.isFinite(value) ? [{ step, value }] : [];
    }),
  );
  const steps = curves.flat().map(({ step }) => step);
  const first = steps.reduce((a, b) => Math.min(a, b), Infinity);
  const last = steps.reduce((a, b) => Math.max(a, b), -Infinity);
  const size = Math.max(1, (last - first + 1) / PARTS);
  return Array.from({ length: PARTS }, (_, part) => {
    const inPart = ({ step }: { step: number }) => Math.floor((step - first) / size) === part;
    return bandPoint(curves.map((curve) => curve.filter(inPart)));
  }).filter((point) => point !== undefined);
}

function bandPoint(seeds: readonly (readonly { step: number; value: number }[])[]): BandPoint | undefined {
  if (seeds.length === 0 || seeds.some((points) => points.length === 0)) return undefined;
  const values = seeds.map((points) => meanOf(points.map(({ value }) => value)));
  const value = meanOf(values);
  const interval = bootstrapInterval(values, bootstrapKey(), { resamples: RESAMPLES });
  return {
    step: Math.max(...seeds.map((points) => points.at(-1)!.step)),
    value,
    low: value,
    high: value,
    ...interval,
  };
}
