import type { Verdict } from '@saccade/experiments';
import { formatDuration, formatNumber, metricWords } from '../terminal/format.ts';
import type { Baseline } from '../training/baselines.ts';
import { BASELINES } from '../training/baselines.ts';
import type { Comparison, Figure } from './compare-setting.ts';

/** How a verdict looks in one character. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { reached: '✓', unclear: '≈', missed: '✗' };

/** What the marks mean, in one line. */
export const LEGEND =
  '✓ the 95 % bootstrap interval over seeds lies within the target, ≈ it holds the target or there are fewer than five seeds, ✗ it misses it.';

/** `hit rate`, `hit rate, worst seed` */
export function metricTitle({ metric, statistic }: Figure): string {
  const suffix = { mean: '', median: ', median', worst: ', worst seed' }[statistic];
  return metricWords(metric) + suffix;
}

/** `≥ 0.98` */
export function targetWords({ target }: Figure): string {
  return `${target.comparison} ${formatNumber(target.value)}`;
}

/** `0.988 … 0.992`; undefined where there is no interval. */
export function intervalWords({ interval }: Pick<Figure, 'interval'>): string | undefined {
  return interval ? `${formatNumber(interval.low)} … ${formatNumber(interval.high)}` : undefined;
}

/** A number, undefined where there is none. */
export function optionalNumber(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : formatNumber(value);
}

/** The first seven figures of a commit; `+` says that files differed from it. */
export function commitWords({ commit }: Comparison): string {
  return commit.replace(/^(\w{7})\w*/, '$1').replace('+changes', '+');
}

/** `11 s` */
export function timeWords({ wallSeconds }: Comparison): string {
  return formatDuration(wallSeconds);
}

/** `10 seeds, 11 s each, commit 9ba7eb8` */
export function factWords(comparison: Comparison): string {
  const count = comparison.seeds.length;
  const time = timeWords(comparison);
  const seeds = count === 1 ? `1 seed, ${time}` : `${count} seeds, ${time} each`;
  return `${seeds}, commit ${commitWords(comparison)}`;
}

/** The baselines that some figure has. */
export function baselinesOf(comparisons: readonly Comparison[]): Baseline[] {
  return BASELINES.filter((name) =>
    comparisons.some(({ figures }) => figures.some(({ baselines }) => name in baselines)),
  );
}
