import type { MetricsLine } from '../runs/metrics-log.ts';

/** Metrics of a training as CSV (RFC 4180): one record per slice, one column per metric, empty where a slice has none. */
export function metricsCsv(lines: readonly MetricsLine[]): string {
  const names = [...new Set(lines.flatMap(({ metrics }) => Object.keys(metrics)))];
  const records = lines.map(({ step, seconds, metrics }) => [
    step,
    seconds,
    ...names.map((name) => metrics[name]),
  ]);
  return [['step', 'seconds', ...names], ...records].map(record).join('');
}

function record(fields: readonly (string | number | null | undefined)[]): string {
  return `${fields.map((field) => quoted(String(field ?? ''))).join(',')}\r\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
