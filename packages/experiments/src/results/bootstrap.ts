// The bootstrap (Efron 1979): how a statistic scatters is seen by drawing the sample again from itself.
import { integerValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { meanOf, medianOf } from './statistics.ts';
import { tailShare } from './tail-share.ts';

/** A closed interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What {@link bootstrapInterval} can be asked for. */
export interface BootstrapOptions {
  /** Default: the mean. */
  readonly statistic?: 'mean' | 'median';
  /** How often the sample is drawn again. Default 10,000. */
  readonly resamples?: number;
}

/**
 * The 95 % bootstrap interval of the mean or median that many more values would have. It never reaches beyond the values
 * themselves, so that fewer than five give an interval that is too narrow: 50 % for two, 75 % for three, 87 % for four.
 *
 * @param values - one per seed.
 * @param key - of the resamples. The key is consumed.
 * @returns undefined for fewer than two values: one value says nothing of how much it scatters.
 */
export function bootstrapInterval(
  values: readonly number[],
  key: Key,
  { statistic = 'mean', resamples = 10_000 }: BootstrapOptions = {},
): Interval | undefined {
  const count = values.length;
  if (count < 2) return undefined;
  const compute = statistic === 'mean' ? meanOf : medianOf;
  const drawn = integerValues(key, resamples * count, 0, count);
  const found = Float64Array.from({ length: resamples }, (_, i) =>
    compute(Array.from(drawn.subarray(i * count, (i + 1) * count), (index) => values[index])),
  ).sort();
  const outside = Math.floor(tailShare(count) * (resamples - 1));
  return { low: found[outside], high: found[resamples - 1 - outside] };
}
