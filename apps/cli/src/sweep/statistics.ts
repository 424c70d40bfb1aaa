import { bootstrapInterval, meanOf } from '@saccade/experiments';
import type { Interval } from '@saccade/experiments';
import type { Key } from '@saccade/math';
import { key } from '@saccade/math';

/** A metric over the seeds of a setting. */
export interface MetricSummary {
  readonly mean: number;
  /** The 95 % bootstrap interval of the mean; absent for a single seed. */
  readonly low?: number;
  readonly high?: number;
  /** Seeds. */
  readonly n: number;
}

/** Always the same resamples: a sweep that is read again gives the same intervals. */
export const bootstrapKey = (): Key => key(0);

/** Mean and interval over seeds, at least one. */
export function summarise(values: readonly number[]): MetricSummary {
  return { mean: meanOf(values), ...bootstrapInterval(values, bootstrapKey()), n: values.length };
}

/** The interval of a summary, null for a single seed. */
export function intervalOf({ low, high }: MetricSummary): { interval: Interval | null } {
  return { interval: low === undefined || high === undefined ? null : { low, high } };
}
