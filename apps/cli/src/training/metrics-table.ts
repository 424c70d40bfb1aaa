import type { Metrics, Target } from '@saccade/experiments';
import { formatNumber, metricWords } from '../terminal/format.ts';
import type { Style } from '../terminal/style.ts';
import { tableLines } from '../terminal/table.ts';
import { baselineName, measuredBaselines, ownMetrics } from './baselines.ts';
import { judge } from './targets.ts';

/** Metrics beside their targets and baselines, one a row; columns without any entry are left out. */
export function metricsTable(metrics: Metrics, targets: readonly Target[], style: Style): string[] {
  const names = ownMetrics(metrics);
  const baselines = measuredBaselines(metrics);
  const rows = names.map((name) => {
    const verdict = judge(targets, name, metrics[name]!);
    const mark = verdict?.met ? style.good('✓') : style.bad('✗');
    const others = baselines.map((each) => optionalNumber(metrics[baselineName(each, name)]));
    return [metricWords(name), formatNumber(metrics[name]!), verdict && `${mark} ${verdict.text}`, ...others];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  return tableLines(
    [{ title: 'metric' }, right('trained'), { title: 'target' }, ...baselines.map(right)],
    rows,
    style,
  );
}

function optionalNumber(value: number | undefined): string | undefined {
  return value === undefined ? undefined : formatNumber(value);
}
