import type { Evaluation, Interval, Metrics, Target } from '@saccade/experiments';
import { formatNumber, metricWords } from '../terminal/format.ts';
import type { Output } from '../terminal/output.ts';
import { tableLines } from '../terminal/table.ts';
import { baselineName, measuredBaselines, ownMetrics } from './baselines.ts';
import { judge } from './targets.ts';

/**
 * Metrics beside their targets and baselines, one a row; columns without any entry are left out.
 * @param intervals - 95 % intervals of the metrics that have one.
 */
export function metricsTable(
  metrics: Metrics,
  targets: readonly Target[],
  { style, width }: Pick<Output, 'style' | 'width'>,
  intervals: Evaluation['intervals'] = {},
): string[] {
  const baselines = measuredBaselines(metrics);
  const sure = Object.keys(intervals).length > 0;
  const rows = ownMetrics(metrics).map((name) => {
    const verdict = judge(targets, name, metrics[name]!);
    const mark = verdict?.met ? style.good('✓') : style.bad('✗');
    return [
      ...[metricWords(name), formatNumber(metrics[name]!)],
      ...(sure ? [intervalWords(intervals[name])] : []),
      verdict && `${mark} ${verdict.text}`,
      ...baselines.map((each) => optionalNumber(metrics[baselineName(each, name)])),
    ];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const figures = [right('trained'), ...(sure ? [{ title: '95 % interval' }] : [])];
  const columns = [{ title: 'metric' }, ...figures, { title: 'target' }, ...baselines.map(right)];
  return tableLines(columns, rows, style, width);
}

/** `0.988 … 0.992` */
function intervalWords(interval: Interval | undefined): string | undefined {
  return interval && `${formatNumber(interval.low)} … ${formatNumber(interval.high)}`;
}

function optionalNumber(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatNumber(value);
}
