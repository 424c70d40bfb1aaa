import type { Figure, Setting } from './read-papers.ts';

/** A setting as the command line says it, without the experiment: `preset paper, learning=online`. */
export function settingWords({ preset, overrides }: Pick<Setting, 'preset' | 'overrides'>): string {
  const sets = Object.entries(overrides).map(([name, value]) => `${name}=${value}`);
  return (preset === 'default' && sets.length > 0 ? sets : [`preset ${preset}`, ...sets]).join(', ');
}

/** `hitRate` as `hit rate`. */
export function nameWords(metric: string): string {
  return metric.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The name of a metric, and of which seed. */
export function metricWords({ metric, statistic }: Pick<Figure, 'metric' | 'statistic'>): string {
  return nameWords(metric) + { mean: '', median: ', median', worst: ', worst seed' }[statistic];
}

/** Three figures, without an exponent where that is short. */
export function numberWords(value: number): string {
  if (value === 0 || Number.isInteger(value)) return value.toLocaleString('en');
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return size < 0.001 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
