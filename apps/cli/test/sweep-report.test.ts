import { bootstrapInterval } from '@saccade/experiments';
import { expect, test } from 'vitest';
import { bandCharts } from '../src/report/band-chart.ts';
import { intervalPlots } from '../src/report/interval-plot.ts';
import { sweepPage } from '../src/report/sweep-page.ts';
import type { SweepReport } from '../src/report/sweep-types.ts';
import type { MetricsLine } from '../src/runs/metrics-log.ts';
import { bandPoints } from '../src/sweep/curves.ts';
import { bootstrapKey } from '../src/sweep/statistics.ts';
import { HOSTILE } from './fixtures.ts';
import { elementsOf } from './markup.ts';

/** A log of a thousand slices of ten steps whose metric is `value` of the step. */
const log = (value: (step: number) => number, slices = 1000): MetricsLine[] =>
  Array.from({ length: slices }, (_, index) => {
    const step = (index + 1) * 10;
    return { step, seconds: step, metrics: { loss: value(step) } };
  });

test('the curve of one seed has the means of its parts, and no band', () => {
  const points = bandPoints([log((step) => step)], 'loss');
  expect(points.length).toBeLessThanOrEqual(60);
  expect(points.at(-1)!.step).toBe(10_000);
  expect(points.every(({ value, low, high }) => low === value && high === value)).toBe(true);
  const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  expect(mean).toBeCloseTo(5005, -1);
});

test('the curve of several seeds is their mean within its interval', () => {
  const levels = [1, 2, 6, 7];
  const points = bandPoints(
    levels.map((level) => log(() => level)),
    'loss',
  );
  const interval = bootstrapInterval(levels, bootstrapKey(), { resamples: 300 })!;
  for (const point of points) expect(point).toMatchObject({ value: 4, ...interval });
  expect(interval.low).toBeLessThan(4);
});

test('a metric that only a part of the training has begins where it begins', () => {
  const lines = log((step) => step).map((line) =>
    line.step > 5000 ? line : { ...line, metrics: { other: 1 } },
  );
  const points = bandPoints([lines, lines], 'loss');
  expect(points[0]!.step).toBeGreaterThan(5000);
  expect(points.at(-1)!.step).toBe(10_000);
});

test('steps that some seed did not reach are left out, as the mean would jump there', () => {
  const points = bandPoints([log(() => 1), log(() => 9, 500)], 'loss');
  expect(points.at(-1)!.step).toBeLessThanOrEqual(5100);
  expect(points.every(({ value }) => value === 5)).toBe(true);
});

test('what is no number is left out', () => {
  expect(bandPoints([log((step) => (step > 50 ? NaN : 1), 10)], 'loss')).toHaveLength(5);
  expect(bandPoints([], 'loss')).toEqual([]);
  expect(bandPoints([log(() => 1)], 'unknown')).toEqual([]);
});

const band = (name: string, level: number) => ({
  name,
  points: [0, 100].map((step) => ({ step, value: level, low: level - 1, high: level + 1 })),
});

test('settings have charts with the same axes, each with the others faint behind it', () => {
  const charts = bandCharts({ label: 'loss', unit: 'nat', bands: [band('a', 5), band('b', 50)] }, 'faint0');
  const marks = charts.map(({ markup }) =>
    [...markup.matchAll(/class="tick"[^>]*>([^<]+)</g)].map(([, mark]) => mark),
  );
  expect(marks[0]).toEqual(marks[1]);
  expect(charts.map(({ markup }) => markup.split('<use href="#faint0"').length - 1)).toEqual([1, 1]);
  expect(charts.map(({ markup }) => markup.split('id="faint0"').length - 1)).toEqual([1, 0]);
  expect(charts[1]!.markup).toContain('aria-label="loss (nat) over training steps, b"');
});

test('a single setting has nothing faint behind it', () => {
  const [chart] = bandCharts({ label: 'loss', bands: [band('', 5)] }, 'faint0');
  expect(chart!.markup).not.toContain('faint0');
  expect(chart!.markup).toContain('aria-label="loss over training steps"');
});

test('intervals are drawn on one scale, from the lowest end to the highest', () => {
  const plots = intervalPlots([{ mean: 1, low: 0, high: 2 }, undefined, { mean: 4 }])!;
  const numbers = plots.map(({ markup }) =>
    [...markup.matchAll(/(?:x1|x2|cx)="([\d.]+)"/g)].map(([, x]) => Number(x)),
  );
  expect(numbers).toEqual([[6, 60, 33], [], [114, 114, 114]]);
});

test('one estimate alone is not drawn', () => {
  expect(intervalPlots([{ mean: 1, low: 0, high: 2 }])).toBeUndefined();
  expect(intervalPlots([undefined, { mean: 1 }])).toBeUndefined();
});

/** A report in which every text is `text`. */
function sweepReportOf(text: string): SweepReport {
  const row = {
    ...{ setting: text, seeds: 3, target: { text, verdict: 'unclear', source: text } as const },
    estimate: { mean: 1, low: 0, high: 2, text, interval: text },
  };
  return {
    ...{ experiment: text, title: text, paper: text, reproduces: text, facts: [[text, text]] },
    metrics: [{ label: text, unit: text, doc: text, rows: [row, { ...row, estimate: undefined }, row] }],
    curves: [{ label: text, unit: text, doc: text, bands: [band(text, 5), band(text, 7)], target: 6 }],
    ...{ failures: [[text, text]], commands: [text, text], environment: [[text, text]] },
  };
}

test('a page of a sweep with hostile text holds the same elements as one with plain text', () =>
  expect(elementsOf(sweepPage(sweepReportOf(HOSTILE)))).toEqual(
    elementsOf(sweepPage(sweepReportOf('plain'))),
  ));

test('a page of a sweep asks for nothing from elsewhere and runs nothing', () => {
  const page = sweepPage(sweepReportOf('plain'));
  expect(page).not.toMatch(/<script|<iframe|<link(?! rel="icon" href="data:,")|@import|url\(|\bon[a-z]+=/i);
  expect(page).not.toMatch(/(src|href)\s*=\s*"(?!data:|#)/i);
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
});

test('a sweep without any result says so, and has no empty sections', () => {
  const page = sweepPage({ ...sweepReportOf('plain'), metrics: [], curves: [], failures: [] });
  expect(page).toContain('No job has finished');
  expect(page).not.toContain('How it learned');
  expect(page).not.toContain('Failed');
});
