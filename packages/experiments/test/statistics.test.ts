// Rules S1–S4 of ../SPEC.md. Reference values and how they were made: ./reference/make-bootstrap.py
import { key, normalValues, split, uniformValues } from '@saccade/math';
import { expect, test } from 'vitest';
import { bootstrapInterval, judgeSeeds, meanOf, medianOf, worstOf } from '../src/index.ts';
import type { Target } from '../src/index.ts';
import { tailShare } from '../src/results/tail-share.ts';
import reference from './reference/bootstrap.json' with { type: 'json' };

test.each(reference.samples)('S1 mean and median of $values equal those of numpy', (sample) => {
  expect(meanOf(sample.values)).toBeCloseTo(sample.mean, 14);
  expect(medianOf(sample.values)).toBeCloseTo(sample.median, 14);
});

test('S1 the mean of equal values is that value, to the bit', () => {
  for (const value of [0.1, 0.98, 1 / 3, 1e300]) {
    for (const count of [3, 7, 10]) expect(meanOf(Array<number>(count).fill(value))).toBe(value);
  }
  const target = { metric: 'a', comparison: '≥', value: 0.98, source: 'ours' } as const;
  expect(judgeSeeds(target, Array<number>(10).fill(0.98), key(0)).verdict).toBe('reached');
});

test('S1 the worst is the lowest where high values are good, otherwise the highest', () => {
  expect([worstOf([3, -1, 2], 'higher'), worstOf([3, -1, 2], 'lower')]).toEqual([-1, 3]);
});

test('S1 statistics of nothing are refused', () => {
  expect(() => meanOf([])).toThrow('meanOf: values must not be empty');
  expect(() => medianOf([])).toThrow('medianOf: values must not be empty');
  expect(() => worstOf([], 'lower')).toThrow('worstOf: values must not be empty');
});

test('S1 the values are only read', () => {
  const values = Object.freeze([3, 1, 2]);
  expect([medianOf(values), bootstrapInterval(values, key(0), { statistic: 'median' })?.low]).toEqual([2, 1]);
});

const intervals = reference.samples.flatMap(({ values, intervals }) =>
  intervals.map((each) => ({ ...each, values, count: values.length })),
);
test.each(intervals)(
  'S2 $resamples resamples of $count values by key $seed have the $statistic interval that numpy finds, to the bit',
  ({ values, seed, statistic, resamples, interval }) => {
    const options = { statistic: statistic as 'mean' | 'median', resamples };
    const { low, high } = bootstrapInterval(values, key(seed), options)!;
    expect([low, high]).toEqual(interval);
  },
);

test.each(reference.exact)(
  'S2 resamples of $values come close to all that there are: $statistic',
  ({ values, statistic, interval }) => {
    const options = { statistic: statistic as 'mean' | 'median', resamples: 200_000 };
    const { low, high } = bootstrapInterval(values, key(5), options)!;
    const step = (Math.max(...values) - Math.min(...values)) / values.length / 2;
    expect(Math.abs(low - interval[0])).toBeLessThan(step);
    expect(Math.abs(high - interval[1])).toBeLessThan(step);
  },
);

test('S2 one value has no interval, equal values one of no width', () => {
  expect(bootstrapInterval([1], key(0))).toBeUndefined();
  expect(bootstrapInterval([], key(0))).toBeUndefined();
  expect(bootstrapInterval([2, 2, 2], key(0))).toEqual({ low: 2, high: 2 });
});

test('S2 the share outside of an interval is that of the table, between its sizes within half a percent', () => {
  for (const [count, share] of reference.tails) expect(tailShare(count)).toBe(share);
  for (const [count, share] of reference.between)
    expect(Math.abs(tailShare(count) / share - 1)).toBeLessThan(0.005);
});

/** How often, of `draws` samples, the interval of the mean holds `truth`. */
function coverage(draws: number, truth: number, sample: (i: number) => ArrayLike<number>): number {
  const keys = split(key(1979), draws);
  const inside = keys.filter((each, i) => {
    const { low, high } = bootstrapInterval(Array.from(sample(i)), each, { resamples: 1000 })!;
    return low <= truth && truth <= high;
  });
  return inside.length / draws;
}

// Three standard errors of a share of 0.95 over 1,000 draws are 0.021.
test.each([
  ['ten normal values', 10, (i: number) => normalValues(key(i), 10, { mean: 3, sd: 2 }), 3],
  ['thirty uniform values', 30, (i: number) => uniformValues(key(i), 30), 0.5],
])('S3 the interval of %s holds the true mean about 95 times in a hundred', (_, __, sample, truth) => {
  expect(Math.abs(coverage(1000, truth, sample) - 0.95)).toBeLessThan(0.021);
});

const atLeast = (value: number, statistic?: Target['statistic']): Target => ({
  ...{ metric: 'hitRate', comparison: '≥', value, source: 'ours', statistic },
});
const seeds = [0.97, 0.99, 0.98, 1, 0.96];

test.each([
  [atLeast(0.95), 'reached'],
  [atLeast(0.98), 'unclear'],
  [atLeast(0.999), 'missed'],
  [{ ...atLeast(1), comparison: '≤' }, 'reached'],
  [{ ...atLeast(0.981), comparison: '≤' }, 'unclear'],
  [{ ...atLeast(0.9), comparison: '≤' }, 'missed'],
  [atLeast(0.96, 'median'), 'reached'],
  [atLeast(0.96, 'worst'), 'reached'],
  [atLeast(0.961, 'worst'), 'missed'],
] as const)(
  'S4 seeds from 0.96 to 1 stand to $metric $comparison $value ($statistic) as: %s',
  (target, verdict) => {
    expect(judgeSeeds(target, seeds, key(0)).verdict).toBe(verdict);
  },
);

test('S4 four seeds can miss a target but not settle that it is reached', () => {
  expect(judgeSeeds(atLeast(0.9), [0.95, 0.96, 0.97, 0.98], key(0)).verdict).toBe('unclear');
  expect(judgeSeeds(atLeast(0.9), [0.95, 0.96, 0.97, 0.98, 0.95], key(0)).verdict).toBe('reached');
  expect(judgeSeeds(atLeast(0.99), [0.95, 0.96, 0.97, 0.98], key(0)).verdict).toBe('missed');
});

test('S4 a single seed can miss a target but not settle that it is reached', () => {
  expect(judgeSeeds(atLeast(0.9), [0.95], key(0))).toEqual({
    value: 0.95,
    interval: undefined,
    verdict: 'unclear',
  });
  expect(judgeSeeds(atLeast(0.9), [0.85], key(0)).verdict).toBe('missed');
  expect(judgeSeeds(atLeast(0.9, 'worst'), [0.95], key(0)).verdict).toBe('unclear');
  expect(judgeSeeds(atLeast(0.9, 'worst'), [0.85], key(0)).verdict).toBe('missed');
});
