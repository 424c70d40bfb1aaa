import type { Key } from '@saccade/math';
import type { Target } from '../contract/types.ts';
import { bootstrapInterval } from './bootstrap.ts';
import type { Interval } from './bootstrap.ts';
import { meanOf, medianOf, worstOf } from './statistics.ts';

/** How seeds stand to a target: `unclear` where the interval holds the target, or too few seeds reach it. */
export type Verdict = 'reached' | 'unclear' | 'missed';

/** A target's statistic over seeds, how sure it is, and what follows. */
export interface Judgement {
  readonly value: number;
  /** Of 95 %. None for `worst`, where nothing is estimated, nor for a single seed. */
  readonly interval: Interval | undefined;
  readonly verdict: Verdict;
}

/** Fewer give intervals that are too narrow to rely on: those of four hold the true mean 87 times in a hundred. */
const LEAST_SEEDS = 5;

/**
 * Compares the values that seeds gave with a target. Few seeds can miss it, but not settle that it is reached.
 * @param values - one per seed, at least one.
 * @param key - of the bootstrap. The key is consumed.
 */
export function judgeSeeds(target: Target, values: readonly number[], key: Key): Judgement {
  const { statistic = 'mean', comparison } = target;
  const interval = statistic === 'worst' ? undefined : bootstrapInterval(values, key, { statistic });
  const value = {
    mean: () => meanOf(values),
    median: () => medianOf(values),
    worst: () => worstOf(values, comparison === '≥' ? 'higher' : 'lower'),
  }[statistic]();
  const { low, high } = interval ?? { low: value, high: value };
  const reached = [low, high].filter((end) => reaches(target, end)).length;
  if (reached === 0) return { value, interval, verdict: 'missed' };
  return { value, interval, verdict: reached === 2 && values.length >= LEAST_SEEDS ? 'reached' : 'unclear' };
}

function reaches({ comparison, value }: Target, reached: number): boolean {
  return comparison === '≥' ? reached >= value : reached <= value;
}
