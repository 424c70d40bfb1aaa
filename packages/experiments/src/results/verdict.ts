import type { Key } from '@saccade/math';
import type { Target } from '../contract/types.ts';
import { bootstrapInterval } from './bootstrap.ts';
import type { Interval } from './bootstrap.ts';
import { meanOf, medianOf, worstOf } from './statistics.ts';

/** How seeds stand to a target: `unclear` where the interval holds the target, or one seed alone reaches it. */
export type Verdict = 'reached' | 'unclear' | 'missed';

/** A target's statistic over seeds, how sure it is, and what follows. */
export interface Judgement {
  readonly value: number;
  /** Of 95 %. None for `worst`, where nothing is estimated, nor for a single seed. */
  readonly interval: Interval | undefined;
  readonly verdict: Verdict;
}

/**
 * Compares the values that seeds gave with a target.
 * @param values - one per seed, at least one.
 * @param key - of the bootstrap. The key is consumed.
 */
export function judgeSeeds(target: Target, values: readonly number[], key: Key): Judgement {
  const { statistic = 'mean', comparison } = target;
  if (statistic === 'worst') {
    const value = worstOf(values, comparison === '≥' ? 'higher' : 'lower');
    const interval = values.length > 1 ? { low: value, high: value } : undefined;
    return { value, interval: undefined, verdict: verdictOf(target, value, interval) };
  }
  const value = (statistic === 'mean' ? meanOf : medianOf)(values);
  const interval = bootstrapInterval(values, key, { statistic });
  return { value, interval, verdict: verdictOf(target, value, interval) };
}

function verdictOf(target: Target, value: number, interval: Interval | undefined): Verdict {
  if (!interval) return reaches(target, value) ? 'unclear' : 'missed';
  const [low, high] = [reaches(target, interval.low), reaches(target, interval.high)];
  if (low && high) return 'reached';
  return low || high ? 'unclear' : 'missed';
}

function reaches({ comparison, value }: Target, reached: number): boolean {
  return comparison === '≥' ? reached >= value : reached <= value;
}
