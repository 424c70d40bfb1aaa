import { intervalWords } from '../results/figure-words.ts';
import { verdictMark } from '../results/terminal-table.ts';
import { formatNumber, metricWords } from '../terminal/format.ts';
import type { Style } from '../terminal/style.ts';
import { tableLines } from '../terminal/table.ts';
import type { SettingMetric, SweepMetrics } from './judged.ts';
import { intervalOf } from './statistics.ts';

/**
 * Mean and interval of each metric over the seeds of each setting, one a row; several settings stand under their metric.
 * @param width - of the terminal.
 */
export function settingsTable(metrics: readonly SweepMetrics[], style: Style, width: number): string[] {
  const rows = metrics.flatMap(({ metric, settings }) => {
    const name = metricWords(metric);
    if (settings.length === 1) return [[name, ...cells(settings[0]!, style)]];
    return [[name, '', '', '', ''], ...settings.map((each) => [`  ${each.setting}`, ...cells(each, style)])];
  });
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const columns = [
    { title: 'metric' },
    right('mean'),
    right('95 % interval'),
    right('seeds'),
    { title: 'target' },
  ];
  return tableLines(columns, rows, style, width);
}

function cells({ summary, target }: SettingMetric, style: Style): (string | undefined)[] {
  if (!summary) return [undefined, undefined, '0', ''];
  const { mean, n } = summary;
  return [
    formatNumber(mean),
    intervalWords(intervalOf(summary)),
    String(n),
    target ? `${verdictMark(target.verdict, style)} ${target.text}` : '',
  ];
}
